import type {
  IpBlock,
  LabelSelectorObject,
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from '../network-policy.js';
import type { NetworkSnapshot, Pod } from '../network-snapshot.js';

type Labels = Readonly<Record<string, string>>;

/**
 * The rules of NetworkPolicy written a second time, straight from the API's documentation and with
 * none of the engine's parts, to compare it with. For pods with IPv4 addresses or none.
 */
export function isAllowedNaively(
  snapshot: NetworkSnapshot,
  from: Pod,
  to: Pod,
  port: number,
  protocol: string,
): boolean {
  if (from === to) return true;
  const isPort = (entry: NetworkPolicyPort) => isPortMeant(entry, port, protocol, to);
  const permits = (subject: Pod, peer: Pod, direction: 'Ingress' | 'Egress') => {
    if (subject.spec?.hostNetwork || isOnHostOf(subject, peer)) return true;
    const isolating = snapshot.policies.filter((policy) => isIsolating(policy, subject, direction));
    if (isolating.length === 0) return true;
    return isolating.some((policy) =>
      rules(policy, direction).some(
        ({ peers, ports }) =>
          (peers.length === 0 || peers.some((each) => isPeer(each, peer, policy, snapshot))) &&
          (ports.length === 0 || ports.some(isPort)),
      ),
    );
  };
  return permits(from, to, 'Egress') && permits(to, from, 'Ingress');
}

function isOnHostOf(subject: Pod, peer: Pod): boolean {
  const node = subject.spec?.nodeName;
  return node !== undefined && peer.spec?.hostNetwork === true && peer.spec.nodeName === node;
}

function isIsolating(policy: NetworkPolicy, pod: Pod, direction: 'Ingress' | 'Egress'): boolean {
  const { podSelector, policyTypes, egress } = policy.spec ?? {};
  const implied = (egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
  return (
    policy.metadata.namespace === pod.metadata.namespace &&
    selects(podSelector ?? {}, pod.metadata.labels ?? {}) &&
    (policyTypes?.length ? policyTypes : implied).includes(direction)
  );
}

function rules({ spec = {} }: NetworkPolicy, direction: 'Ingress' | 'Egress') {
  return direction === 'Ingress'
    ? (spec.ingress ?? []).map((rule) => ({ peers: rule.from ?? [], ports: rule.ports ?? [] }))
    : (spec.egress ?? []).map((rule) => ({ peers: rule.to ?? [], ports: rule.ports ?? [] }));
}

function isPeer(
  { ipBlock, namespaceSelector, podSelector }: NetworkPolicyPeer,
  { metadata, spec, status }: Pod,
  policy: NetworkPolicy,
  { namespaces }: NetworkSnapshot,
): boolean {
  if (ipBlock) return status?.podIP !== undefined && isInBlock(status.podIP, ipBlock);
  if (spec?.hostNetwork) return false;
  const home = namespaces.find((each) => each.metadata.name === metadata.namespace);
  const isNamespace = namespaceSelector
    ? selects(namespaceSelector, home?.metadata.labels ?? {})
    : metadata.namespace === policy.metadata.namespace;
  return isNamespace && selects(podSelector ?? {}, metadata.labels ?? {});
}

function isPortMeant(entry: NetworkPolicyPort, port: number, protocol: string, to: Pod): boolean {
  if ((entry.protocol ?? 'TCP') !== protocol) return false;
  if (entry.port === undefined || entry.port === null) return true;
  if (typeof entry.port === 'number') {
    return port >= entry.port && port <= (entry.endPort ?? entry.port);
  }
  if (to.spec?.hostNetwork) return false;
  return (to.spec?.containers ?? [])
    .flatMap((container) => container.ports ?? [])
    .some(
      ({ name, containerPort, protocol: its = 'TCP' }) =>
        name === entry.port && containerPort === port && its === protocol,
    );
}

function selects({ matchLabels, matchExpressions }: LabelSelectorObject, labels: Labels): boolean {
  const haveAll = Object.entries(matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  const hold = (matchExpressions ?? []).every(({ key, operator, values }) => {
    const isThere = key in labels;
    const isListed = isThere && (values ?? []).includes(labels[key] ?? '');
    const holds: Record<string, boolean> = {
      In: isListed,
      NotIn: !isListed,
      Exists: isThere,
      DoesNotExist: !isThere,
    };
    return holds[operator] ?? false;
  });
  return haveAll && hold;
}

function isInBlock(ip: string, { cidr, except }: IpBlock): boolean {
  return isWithin(ip, cidr) && !(except ?? []).some((hole) => isWithin(ip, hole));
}

function isWithin(ip: string, cidr: string): boolean {
  const [base = '', bits = ''] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(toNumber(ip) / size) === Math.floor(toNumber(base) / size);
}

function toNumber(ip: string): number {
  return ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
