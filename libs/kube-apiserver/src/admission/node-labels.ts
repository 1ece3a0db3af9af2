/** Labels a kubelet may give its own node (upstream `k8s.io/kubelet/pkg/apis`). */
const kubeletLabels = [
  'kubernetes.io/hostname',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'beta.kubernetes.io/instance-type',
  'node.kubernetes.io/instance-type',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
];
const kubeletLabelDomains = ['kubelet.kubernetes.io', 'node.kubernetes.io'];
const restrictedDomain = 'node-restriction.kubernetes.io';

type Labels = Readonly<Record<string, string>>;

/** Which of the labels that differ are none of a kubelet's business, sorted. */
export function forbiddenNodeLabels(labels: Labels = {}, old: Labels = {}): string[] {
  return [...new Set([...Object.keys(labels), ...Object.keys(old)])]
    .filter((key) => labels[key] !== old[key] && isForbidden(key))
    .sort();
}

function isForbidden(key: string): boolean {
  const domain = key.includes('/') ? key.slice(0, key.indexOf('/')) : '';
  const isIn = (parent: string) => domain === parent || domain.endsWith(`.${parent}`);
  if (isIn(restrictedDomain)) return true;
  const isKubernetes = isIn('kubernetes.io') || isIn('k8s.io');
  return isKubernetes && !kubeletLabels.includes(key) && !kubeletLabelDomains.some(isIn);
}
