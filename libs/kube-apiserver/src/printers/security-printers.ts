import { ageOf, formatLabelSelector, nameOf } from './cells.js';
import { humanDuration } from './human-duration.js';
import type { Cell, Printed, Printer } from './printer.js';

const rbacGroup = 'rbac.authorization.k8s.io';

function bindingPrinter(resource: string): Printer {
  return {
    group: rbacGroup,
    resource,
    columns: ['Name', 'Role', 'Age', '+Users', '+Groups', '+ServiceAccounts'],
    cells: (binding, now) => [
      nameOf(binding),
      `${binding['roleRef']?.kind ?? ''}/${binding['roleRef']?.name ?? ''}`,
      ageOf(binding, now),
      ...subjectCells(binding),
    ],
  };
}

function subjectCells({ subjects = [] }: Printed): Cell[] {
  const list: { kind: string; name: string; namespace?: string }[] = subjects;
  const namesOf = (wanted: string) => list.filter(({ kind }) => kind === wanted);
  return [
    namesOf('User')
      .map(({ name }) => name)
      .join(', '),
    namesOf('Group')
      .map(({ name }) => name)
      .join(', '),
    namesOf('ServiceAccount')
      .map(({ name, namespace }) => (namespace ? `${namespace}/${name}` : `/${name}`))
      .join(', '),
  ];
}

const certificateSigningRequests: Printer = {
  group: 'certificates.k8s.io',
  resource: 'certificatesigningrequests',
  columns: ['Name', 'Age', 'SignerName', 'Requestor', 'RequestedDuration', 'Condition'],
  cells: (request, now) => {
    const { signerName, username = '', expirationSeconds } = request['spec'] ?? {};
    return [
      nameOf(request),
      ageOf(request, now),
      signerName || '<none>',
      username,
      expirationSeconds === undefined ? '<none>' : humanDuration(expirationSeconds * 1_000),
      certificateCondition(request),
    ];
  },
};

function certificateCondition({ status }: Printed): string {
  const conditions: { type: string }[] = status?.conditions ?? [];
  const has = (wanted: string) => conditions.some(({ type }) => type === wanted);
  const words = [has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending'];
  if (has('Failed')) words.push('Failed');
  if (status?.certificate) words.push('Issued');
  return words.join(',');
}

const networkpolicies: Printer = {
  group: 'networking.k8s.io',
  resource: 'networkpolicies',
  columns: ['Name', 'Pod-Selector', 'Age'],
  cells: (policy, now) => [
    nameOf(policy),
    formatLabelSelector(policy['spec']?.podSelector),
    ageOf(policy, now),
  ],
};

export const securityPrinters: readonly Printer[] = [
  bindingPrinter('rolebindings'),
  bindingPrinter('clusterrolebindings'),
  certificateSigningRequests,
  networkpolicies,
];
