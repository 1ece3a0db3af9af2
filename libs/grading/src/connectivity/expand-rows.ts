import { asList, type ConnectionEnd, type ConnectionRow } from '@drillyard/lab-spec';
import {
  type Attempt,
  type Destination,
  describeParty,
  type Network,
  type Party,
  type Protocol,
  parseAddress,
} from '@drillyard/network-policy';

/** One connection a check asks about, and its destination in words. */
export interface AskedConnection extends Attempt {
  /** `Service shop/db` */
  readonly toText: string;
}

/** The rows of a check, their ends found in the cluster. */
export class ExpandedRows {
  readonly #rows: readonly FoundRow[];

  constructor(rows: readonly ConnectionRow[], namespace: string | undefined, network: Network) {
    this.#rows = rows.map(({ from, to, port, protocol }) => ({
      clients: asList(from).flatMap((end) => partiesOf(end, namespace, network)),
      targets: asList(to).flatMap((end) => destinationsOf(end, namespace, network)),
      ports: asList(port),
      protocol,
    }));
  }

  /** Ends of which there is nobody: the check cannot be asked. Such as `pod db in namespace shop`. */
  get missing(): string[] {
    return this.#rows
      .flatMap(({ clients, targets }) => [...clients, ...targets])
      .flatMap((end) => ('missing' in end ? [end.missing] : []));
  }

  /** How many connections there are, known before they are made. */
  get count(): number {
    return this.#rows.reduce(
      (sum, { clients, targets, ports }) => sum + clients.length * targets.length * ports.length,
      0,
    );
  }

  /** Each of `from` to each of `to` on each port. */
  connections(): AskedConnection[] {
    return this.#rows.flatMap(({ clients, targets, ports, protocol }) =>
      clients.flatMap((from) =>
        targets.flatMap((target) =>
          'missing' in from || 'missing' in target
            ? []
            : ports.map((port) => ({ from, ...target, port, protocol })),
        ),
      ),
    );
  }
}

interface FoundRow {
  readonly clients: readonly (Party | MissingEnd)[];
  readonly targets: readonly (Target | MissingEnd)[];
  readonly ports: readonly number[];
  readonly protocol: Protocol;
}
interface MissingEnd {
  readonly missing: string;
}
type Target = { readonly to: Destination; readonly toText: string };

function destinationsOf(
  end: ConnectionEnd,
  namespace: string | undefined,
  network: Network,
): (Target | MissingEnd)[] {
  if (end.host !== undefined) return [{ to: { host: end.host }, toText: end.host }];
  if (end.service !== undefined) {
    const where = end.namespace ?? namespace ?? 'default';
    const toText = `Service ${where}/${end.service}`;
    const service = network.service(where, end.service);
    return service === undefined ? [{ missing: toText }] : [{ to: { service }, toText }];
  }
  return partiesOf(end, namespace, network).map((party) =>
    'missing' in party ? party : { to: { party }, toText: describeParty(party) },
  );
}

function partiesOf(
  end: ConnectionEnd,
  defaultNamespace: string | undefined,
  network: Network,
): (Party | MissingEnd)[] {
  const { pod: name, labels, ip } = end;
  if (ip !== undefined) {
    const address = parseAddress(ip);
    return [address === undefined ? { missing: `address ${ip}` } : network.partyAt(address)];
  }
  const namespace = end.namespace ?? (end.anyPod ? undefined : defaultNamespace);
  const wanted = Object.entries(labels ?? {});
  const pods = network.pods.filter(
    (pod) =>
      !pod.isFinished &&
      (namespace === undefined || pod.namespace === namespace) &&
      (name === undefined || pod.name === name) &&
      wanted.every(([key, value]) => pod.labels[key] === value),
  );
  // Of nobody anything would be true: a row without a connection is no proof, for any pod either.
  if (pods.length > 0) return pods;
  const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
  return [{ missing: `${describeWanted(name, wanted)}${where}` }];
}

function describeWanted(name: string | undefined, labels: readonly [string, string][]): string {
  if (name !== undefined) return `pod ${name}`;
  if (labels.length === 0) return 'pod';
  return `pod labelled ${labels.map(([key, value]) => `${key}=${value}`).join(', ')}`;
}
