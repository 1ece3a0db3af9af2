import type { ComponentClient } from '@drillyard/cluster';
import { Network } from '@drillyard/network-policy';
import { networkResources } from './network-resources.js';

type Informers = ReturnType<typeof informersOf>;

/**
 * Who is where and who may reach whom, as the API has it now. It is made up when somebody asks after
 * something changed: a cluster in which nobody connects costs nothing.
 */
export class NetworkView {
  private current: Network | undefined;
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
      const informers = await this.following;
      this.current ??= networkOf(informers);
      return this.current;
    } catch (error) {
      this.following = undefined;
      throw error;
    }
  }

  close(): void {
    for (const unsubscribe of this.subscriptions) unsubscribe();
    this.subscriptions.length = 0;
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
      if (type === 'DELETED') this.onPodGone(object.metadata.uid ?? '');
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
