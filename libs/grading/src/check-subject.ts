import type { Check, CheckKind, CheckSpecs } from '@drillyard/lab-spec';
import { describeSubject } from './access/access-subject.js';
import { describeWanted } from './resource/find-objects.js';

/** What a check is about, for the evidence of a failure that names nothing closer. */
export function subjectOf(check: Check): string {
  return subjects[check.kind](check.spec as never); // kind and spec belong together
}

type Source = Pick<CheckSpecs['token'], 'file' | 'secret' | 'kubeconfig'>;
const placeOf = ({ file, secret, kubeconfig }: Source) => {
  if (secret !== undefined) return `Secret ${secret.namespace}/${secret.name}`;
  return file ?? kubeconfig?.path ?? '~/.kube/config';
};

const subjects: { readonly [K in CheckKind]: (spec: CheckSpecs[K]) => string } = {
  access: ({ as }) => (as === undefined ? 'the bindings' : describeSubject(as)),
  resource: describeWanted,
  file: ({ path }) => path,
  answer: ({ question }) => question.split('\n', 1)[0] ?? '',
  certificate: ({ csr, endpoint, ...source }) => {
    if (endpoint !== undefined) return 'kube-apiserver';
    return csr === undefined ? placeOf(source) : `CertificateSigningRequest ${csr}`;
  },
  csr: ({ name, file = '' }) => (name === undefined ? file : `CertificateSigningRequest ${name}`),
  kubeconfig: ({ path }) => path,
  token: placeOf,
  admission: ({ object }) => `${String(object['kind'] ?? 'object')}, as it would be created`,
  podSecurity: ({ namespace }) => `Namespace ${namespace}`,
  authorizer: ({ user, verb, resource, path }) => `${user}: ${verb} ${resource ?? path ?? ''}`,
  apiserver: () => 'kube-apiserver',
  exec: ({ namespace, pod }) => (pod ? `Pod ${namespace}/${pod}` : `Namespace ${namespace}`),
  script: ({ script }) => script,
  connectivity: ({ namespace }) =>
    namespace === undefined ? 'the network policies' : `Namespace ${namespace}`,
};
