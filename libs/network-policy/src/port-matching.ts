import type { NetworkPolicyPort, Protocol } from './network-policy.js';
import { describeParty, type Party } from './party.js';
import type { Mismatch } from './peer-matching.js';

/** One entry of `ports`. */
export interface CompiledPort {
  /** `ingress[0].ports[1]` */
  readonly path: string;
  /** Whether a destination decides what the port is: a name is looked up in its containers. */
  readonly isNamed: boolean;
  /** Undefined where the port is meant. */
  readonly mismatch: (port: number, protocol: Protocol, destination: Party) => Mismatch | undefined;
}

/** Without `protocol` TCP is meant (upstream `SetDefaults_NetworkPolicyPort`), without `port` any. */
export function compilePort(entry: NetworkPolicyPort, path: string): CompiledPort {
  const { port, endPort } = entry;
  const wanted = entry.protocol ?? 'TCP';
  const hasBadRange = typeof endPort === 'number' && typeof port !== 'number';
  const mismatch: CompiledPort['mismatch'] = (number, protocol, destination) => {
    if (protocol !== wanted) return () => `it is about ${wanted}, and this is ${protocol}`;
    if (hasBadRange) return () => 'endPort needs a port that is a number';
    if (port === undefined || port === null) return undefined;
    if (typeof port === 'string') return namedMismatch(port, number, protocol, destination);
    const last = endPort ?? port;
    const isWithin = number >= port && number <= last;
    const range = last === port ? `port ${port}` : `ports ${port} to ${last}`;
    return isWithin ? undefined : () => `it is about ${range}, and this is port ${number}`;
  };
  return { path, isNamed: typeof port === 'string', mismatch };
}

function namedMismatch(
  name: string,
  number: number,
  protocol: Protocol,
  destination: Party,
): Mismatch | undefined {
  if (destination.kind !== 'pod' || destination.isHostNetwork) {
    return () => `the port name "${name}" means nothing at ${describeParty(destination)}`;
  }
  const named = destination.ports.filter(
    (port) => port.name === name && (port.protocol ?? 'TCP') === protocol,
  );
  if (named.some(({ containerPort }) => containerPort === number)) return undefined;
  const [first] = named;
  return first === undefined
    ? () => `no container of ${describeParty(destination)} has a ${protocol} port named "${name}"`
    : () =>
        `"${name}" is port ${first.containerPort} of ${describeParty(destination)}, and this is port ${number}`;
}
