import { ageOf, containerCells, formatLabels, nameOf } from './cells.js';
import type { Cell, Printed, Printer } from './printer.js';

/** A resource whose cells between name and age are read off its fields. */
function row(
  group: string,
  resource: string,
  columns: readonly string[],
  cells: (object: Printed) => Cell[],
): Printer {
  return {
    group,
    resource,
    columns: ['Name', ...columns, 'Age'],
    cells: (object, now) => [nameOf(object), ...cells(object), ageOf(object, now)],
  };
}

const admission = 'admissionregistration.k8s.io';
const webhookCount = ({ webhooks = [] }: Printed): Cell[] => [webhooks.length];

function paramKind({ spec }: Printed): string {
  const { apiVersion, kind } = spec?.paramKind ?? {};
  return kind === undefined ? '<unset>' : `${apiVersion}/${kind}`;
}

function paramRef({ spec }: Printed): string {
  const { name, namespace } = spec?.paramRef ?? {};
  if (!name) return '<unset>';
  return `${namespace || '*'}/${name}`;
}

function defaultMark({ metadata }: Printed, annotation: string): string {
  return metadata.annotations?.[annotation] === 'true' ? ' (default)' : '';
}

const storageClasses: Printer = {
  group: 'storage.k8s.io',
  resource: 'storageclasses',
  columns: [
    'Name',
    'Provisioner',
    'ReclaimPolicy',
    'VolumeBindingMode',
    'AllowVolumeExpansion',
    'Age',
  ],
  cells: (object, now) => [
    nameOf(object) + defaultMark(object, 'storageclass.kubernetes.io/is-default-class'),
    object['provisioner'] ?? '',
    object['reclaimPolicy'] ?? 'Delete',
    object['volumeBindingMode'] ?? 'Immediate',
    object['allowVolumeExpansion'] ?? false,
    ageOf(object, now),
  ],
};

const flowSchemas: Printer = {
  group: 'flowcontrol.apiserver.k8s.io',
  resource: 'flowschemas',
  columns: [
    'Name',
    'PriorityLevel',
    'MatchingPrecedence',
    'DistinguisherMethod',
    'Age',
    'MissingPL',
  ],
  cells: (object, now) => {
    const { spec = {}, status = {} } = object;
    const dangling = (status.conditions ?? []).find(({ type }: Printed) => type === 'Dangling');
    return [
      nameOf(object),
      spec.priorityLevelConfiguration?.name ?? '',
      spec.matchingPrecedence ?? 0,
      spec.distinguisherMethod?.type ?? '<none>',
      ageOf(object, now),
      dangling?.status ?? '?',
    ];
  },
};

const ingressClasses: Printer = {
  group: 'networking.k8s.io',
  resource: 'ingressclasses',
  columns: ['Name', 'Controller', 'Parameters', 'Age'],
  cells: (object, now) => {
    const { controller = '', parameters } = object['spec'] ?? {};
    const group = parameters?.apiGroup ? `.${parameters.apiGroup}` : '';
    return [
      nameOf(object) + defaultMark(object, 'ingressclass.kubernetes.io/is-default-class'),
      controller,
      parameters ? `${parameters.kind}${group}/${parameters.name}` : '<none>',
      ageOf(object, now),
    ];
  },
};

const priorityClasses: Printer = {
  group: 'scheduling.k8s.io',
  resource: 'priorityclasses',
  columns: ['Name', 'Value:integer', 'Global-Default:boolean', 'Age', 'PreemptionPolicy'],
  cells: (object, now) => [
    nameOf(object),
    object['value'] ?? 0,
    object['globalDefault'] ?? false,
    ageOf(object, now),
    object['preemptionPolicy'] ?? '',
  ],
};

const podTemplates: Printer = {
  group: '',
  resource: 'podtemplates',
  columns: ['Name', 'Containers', 'Images', 'Pod Labels'],
  cells: (object) => [
    nameOf(object),
    ...containerCells(object['template']?.spec?.containers),
    formatLabels(object['template']?.metadata?.labels),
  ],
};

/** The resources whose tables need no more than a line each. */
export const simplePrinters: readonly Printer[] = [
  row('autoscaling', 'scales', ['Desired:integer', 'Available:integer'], ({ spec, status }) => [
    spec?.replicas ?? 0,
    status?.replicas ?? 0,
  ]),
  flowSchemas,
  storageClasses,
  ingressClasses,
  priorityClasses,
  podTemplates,
  row('coordination.k8s.io', 'leases', ['Holder'], ({ spec }) => [spec?.holderIdentity ?? '']),
  row('node.k8s.io', 'runtimeclasses', ['Handler'], ({ handler }) => [handler ?? '']),
  row('networking.k8s.io', 'servicecidrs', ['CIDRs'], ({ spec }) => [
    (spec?.cidrs ?? []).join(','),
  ]),
  row(
    'policy',
    'poddisruptionbudgets',
    ['Min Available', 'Max Unavailable', 'Allowed Disruptions:integer'],
    ({ spec, status }) => [
      String(spec?.minAvailable ?? 'N/A'),
      String(spec?.maxUnavailable ?? 'N/A'),
      status?.disruptionsAllowed ?? 0,
    ],
  ),
  row(admission, 'mutatingwebhookconfigurations', ['Webhooks:integer'], webhookCount),
  row(admission, 'validatingwebhookconfigurations', ['Webhooks:integer'], webhookCount),
  row(admission, 'validatingadmissionpolicies', ['Validations:integer', 'ParamKind'], (policy) => [
    (policy['spec']?.validations ?? []).length,
    paramKind(policy),
  ]),
  row(admission, 'mutatingadmissionpolicies', ['Mutations:integer', 'ParamKind'], (policy) => [
    (policy['spec']?.mutations ?? []).length,
    paramKind(policy),
  ]),
  ...['validatingadmissionpolicybindings', 'mutatingadmissionpolicybindings'].map((resource) =>
    row(admission, resource, ['PolicyName', 'ParamRef'], (binding) => [
      binding['spec']?.policyName ?? '',
      paramRef(binding),
    ]),
  ),
  row('storage.k8s.io', 'csinodes', ['Drivers:integer'], ({ spec }) => [
    (spec?.drivers ?? []).length,
  ]),
  row('storage.k8s.io', 'volumeattributesclasses', ['DriverName'], ({ driverName }) => [
    driverName ?? '',
  ]),
  row('resource.k8s.io', 'deviceclasses', [], () => []),
  row('resource.k8s.io', 'resourceclaimtemplates', [], () => []),
];
