import { isIP } from 'node:net';
import type { Clock } from '@drillyard/cluster';
import { type Dial, DialError, dialHost } from '@drillyard/kube-apiserver';
import { type ContainerNetwork, connectionStream } from '@drillyard/kubelet-simulator';

/** Go's dialer gives up after so long (`net/http` DefaultTransport). */
const dialTimeoutMs = 30_000;
/** The resolver of the node, which knows no name of the cluster. */
const resolver = '192.168.0.1';

export interface ApiserverDialOptions {
  /** As the API server's node sees it. */
  readonly network: () => Pick<ContainerNetwork, 'connect'>;
  /** What /etc/hosts of the node says, beside `localhost`. */
  readonly addressOf: (name: string) => string | undefined;
  readonly clock: Clock;
  /**
   * Where nobody of the cluster has the address, the host's own network is tried. Only for a
   * cluster whose flags its operator writes.
   */
  readonly reachesHost: boolean;
}

/**
 * Where the requests of an API server go: into the network of its own cluster, from its node. Its
 * flags are a learner's to write, and a learner must not reach the host through them.
 */
export function apiserverDial(options: ApiserverDialOptions): Dial {
  const { network, addressOf, clock, reachesHost } = options;
  return async (host, port) => {
    const address = isIP(host) ? host : host === 'localhost' ? '127.0.0.1' : addressOf(host);
    if (address === undefined) {
      if (reachesHost) return dialHost(host, port);
      throw DialError.unknownHost(host, resolver);
    }
    const answer = await network().connect(address, port);
    if (typeof answer !== 'string') return connectionStream(answer);
    if (reachesHost) return dialHost(address, port);
    if (answer === 'refused') throw DialError.refused(address, port);
    if (answer === 'unreachable') throw DialError.unreachable(address, port);
    await new Promise<void>((resolve) => clock.after(dialTimeoutMs, resolve));
    throw DialError.timedOut(address, port);
  };
}
