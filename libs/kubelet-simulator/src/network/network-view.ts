import { setTimeout as sleep } from 'node:timers/promises';
import type { ComponentClient } from '@drillyard/cluster';
import { Network } from '@drillyard/network-policy';
import { isMirror } from '../api/mirror-pod.js';
import { networkResources } from './network-resources.js';

/**
 * After one picture has been made the next waits so many times as long as that took: whoever changes
 * a thousand pods and connects all the while gets connections late, as behind a busy network plugin,
 * and no more than a twentieth of the processor. In a usual cluster that is some milliseconds.
 */
const restPerWork = 19;

type Informers = ReturnType<typeof informersOf>;

/**
 * Who is where and who may reach whom, as the API has it now. It is made up when somebody asks after
 * something changed: a cluster in which nobody connects costs nothing.
 */
export class NetworkView {
  private current: Network | undefined;
  /** When the next picture may be made, by the clock of the machine. */
  private earliestMs = 0;
  private following: Promise<Informers> | undefined;
  private readonly subscriptions: (() => void)[] = [];

  constructor(
    private readonly client: ComponentClient,
    /** Hears of pods that are gone. */
    private readonly onPodGone: (uid: string) => void,
  ) {}

  /** Rejects while there is no API to ask for the first time; later ones are not needed. */
  async now(): Promise<Network> {
    this.following ??= this.follow();
    try {
      return await this.picture(await this.following);
    } catch (error) {
      this.following = undefined;
      throw error;
    }
  }

  close(): void {
    for (const unsubscribe of this.subscriptions) unsubscribe();
    this.subscriptions.length = 0;
  }

  private async picture(informers: Informers): Promise<Network> {
    for (;;) {
      if (this.current !== undefined) return this.current;
      const waitMs = this.earliestMs - performance.now();
      if (waitMs > 0) {
        await sleep(waitMs, undefined, { ref: false });
        continue;
      }
      const begun = process.cpuUsage();
      const made = networkOf(informers);
      this.current = made;
      const { user, system } = process.cpuUsage(begun);
      this.earliestMs = performance.now() + ((user + system) / 1_000) * restPerWork;
      return made;
    }
  }

  private async follow(): Promise<Informers> {
    const informers = informersOf(this.client);
    await Promise.all(Object.values(informers).map(({ synced }) => synced));
    for (const informer of Object.values(informers)) {
      const stop = informer.subscribe(() => {
        this.current = undefined;
      });
      this.subscriptions.push(stop);
    }
    const stop = informers.pods.subscribe(({ type, object }) => {
      // What a mirror shows may go on running, and be shown again.
      if (type === 'DELETED' && !isMirror(object)) this.onPodGone(object.metadata.uid ?? '');
    });
    this.subscriptions.push(stop);
    return informers;
  }
}

function informersOf(client: ComponentClient) {
  const { pods, namespaces, nodes, services, endpointSlices, policies } = networkResources;
  return {
    pods: client.informer(pods),
    namespaces: client.informer(namespaces),
    nodes: client.informer(nodes),
    services: client.informer(services),
    endpointSlices: client.informer(endpointSlices),
    policies: client.informer(policies),
  };
}

function networkOf({
  pods,
  namespaces,
  nodes,
  services,
  endpointSlices,
  policies,
}: Informers): Network {
  return new Network({
    pods: [...pods.list()],
    namespaces: [...namespaces.list()],
    nodes: [...nodes.list()],
    services: [...services.list()],
    endpointSlices: [...endpointSlices.list()],
    policies: [...policies.list()],
  });
}
