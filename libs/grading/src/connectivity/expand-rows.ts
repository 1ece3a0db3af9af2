import type { ConnectionEnd, ConnectionRow } from '@drillyard/lab-spec';
import { asList } from '@drillyard/lab-spec';
import {
  type Attempt,
  type Destination,
  describeParty,
  type Network,
  type Party,
  parseAddress,
} from '@drillyard/network-policy';

/** One connection a check asks about, and its destination in words. */
export interface AskedConnection extends Attempt {
  /** `Service shop/db` */
  readonly toText: string;
}

/** An end of which there is nobody in the cluster: the check cannot be asked, and does not pass. */
export interface MissingEnd {
  readonly missing: string;
}

/** Every connection of a row: each of `from` to each of `to` on each port. */
export function expandRow(
  row: ConnectionRow,
  namespace: string | undefined,
  network: Network,
): (AskedConnection | MissingEnd)[] {
  const clients = asList(row.from).flatMap((end) => partiesOf(end, namespace, network));
  const targets = asList(row.to).flatMap((end) => destinationsOf(end, namespace, network));
  const missing = [...clients, ...targets].filter((each) => 'missing' in each);
  if (missing.length > 0) return missing;
  const { protocol } = row;
  return clients.flatMap((from) =>
    targets.flatMap((target) =>
      asList(row.port).flatMap((port) =>
        'missing' in from || 'missing' in target ? [] : [{ from, ...target, port, protocol }],
      ),
    ),
  );
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
  if (pods.length > 0 || end.anyPod) return pods;
  const which =
    name === undefined
      ? `pod labelled ${wanted.map(([key, value]) => `${key}=${value}`).join(', ')}`
      : `pod ${name}`;
  return [{ missing: `${which}${namespace === undefined ? '' : ` in namespace ${namespace}`}` }];
}
