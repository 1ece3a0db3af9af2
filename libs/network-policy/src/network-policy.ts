import type { KubeObject } from '@drillyard/kube-objects';

/** A networking.k8s.io/v1 NetworkPolicy, as far as traffic is decided by it (upstream `types.go`). */
export interface NetworkPolicy extends KubeObject {
  readonly spec?: NetworkPolicySpec;
}

export interface NetworkPolicySpec {
  readonly podSelector?: LabelSelectorObject | null;
  readonly policyTypes?: readonly string[] | null;
  readonly ingress?: readonly NetworkPolicyIngressRule[] | null;
  readonly egress?: readonly NetworkPolicyEgressRule[] | null;
}

export interface NetworkPolicyIngressRule {
  readonly from?: readonly NetworkPolicyPeer[] | null;
  readonly ports?: readonly NetworkPolicyPort[] | null;
}
export interface NetworkPolicyEgressRule {
  readonly to?: readonly NetworkPolicyPeer[] | null;
  readonly ports?: readonly NetworkPolicyPort[] | null;
}

export interface NetworkPolicyPeer {
  readonly podSelector?: LabelSelectorObject | null;
  readonly namespaceSelector?: LabelSelectorObject | null;
  readonly ipBlock?: IpBlock | null;
}
export interface IpBlock {
  readonly cidr: string;
  readonly except?: readonly string[] | null;
}
export interface NetworkPolicyPort {
  readonly protocol?: string | null;
  /** A number, or the name of a port of the destination pod. */
  readonly port?: number | string | null;
  readonly endPort?: number | null;
}

/** A `metav1.LabelSelector`. */
export interface LabelSelectorObject {
  readonly matchLabels?: Readonly<Record<string, string>> | null;
  readonly matchExpressions?: readonly LabelSelectorExpression[] | null;
}
export interface LabelSelectorExpression {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[] | null;
}

/** Seen from the pod a policy selects: `ingress` comes in, `egress` goes out. */
export type Direction = 'ingress' | 'egress';

/** What a NetworkPolicy can tell apart. ICMP and others are left to the network plugin. */
export const protocols = ['TCP', 'UDP', 'SCTP'] as const;
export type Protocol = (typeof protocols)[number];

/**
 * Which directions a policy isolates. Where `policyTypes` is empty: ingress, and egress if it has
 * egress rules (upstream `SetDefaults_NetworkPolicy`).
 */
export function isolates({ spec = {} }: NetworkPolicy, direction: Direction): boolean {
  const types = spec.policyTypes ?? [];
  if (types.length > 0) return types.includes(direction === 'ingress' ? 'Ingress' : 'Egress');
  return direction === 'ingress' || (spec.egress ?? []).length > 0;
}

/** A rule of either direction, its peers under one name. */
export interface PolicyRule {
  /** `ingress[0]` */
  readonly path: string;
  /** `from` or `to`, as the policy calls its peers. */
  readonly peerField: 'from' | 'to';
  /** None is everybody. */
  readonly peers: readonly NetworkPolicyPeer[];
  /** None is every port. */
  readonly ports: readonly NetworkPolicyPort[];
}

export function rulesOf({ spec = {} }: NetworkPolicy, direction: Direction): PolicyRule[] {
  const rules = direction === 'ingress' ? spec.ingress : spec.egress;
  return (rules ?? []).map((rule: NetworkPolicyIngressRule & NetworkPolicyEgressRule, index) => ({
    path: `${direction}[${index}]`,
    peerField: direction === 'ingress' ? 'from' : 'to',
    peers: (direction === 'ingress' ? rule.from : rule.to) ?? [],
    ports: rule.ports ?? [],
  }));
}
