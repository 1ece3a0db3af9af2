import type { ComponentClient } from '@drillyard/cluster';
import { Network } from '@drillyard/network-policy';
import { networkResources } from './network-resources.js';

/**
 * Who is where and who may reach whom, as the API has it now. It is made up when somebody asks after
 * something changed: a cluster in which nobody connects costs nothing.
 */
export class NetworkView {
  private current: Network | undefined;
  private following: Promise<void> | undefined;
  private readonly subscriptions: (() => void)[] = [];

  constructor(
    private readonly client: ComponentClient,
    /** Hears of pods that are gone. */
    private readonly onPodGone: (uid: string) => void,
  ) {}

  /** Rejects while there is no API to ask for the first time. */
  async now(): Promise<Network> {
    this.following ??= this.follow();
    try {
      await this.following;
    } catch (error) {
      this.following = undefined;
      throw error;
    }
    this.current ??= this.take();
    return this.current;
  }

  close(): void {
    for (const unsubscribe of this.subscriptions) unsubscribe();
    this.subscriptions.length = 0;
  }

  private async follow(): Promise<void> {
    const { client, subscriptions } = this;
    const { pods, ...others } = networkResources;
    const informers = Object.values(others).map((type) => client.informer(type));
    await Promise.all([client.informer(pods), ...informers].map(({ synced }) => synced));
    const changed = () => {
      this.current = undefined;
    };
    for (const informer of informers) subscriptions.push(informer.subscribe(changed));
    subscriptions.push(
      client.informer(pods).subscribe(({ type, object }) => {
        changed();
        if (type === 'DELETED') this.onPodGone(object.metadata.uid ?? '');
      }),
    );
  }

  private take(): Network {
    const { client } = this;
    const { pods, namespaces, nodes, services, endpointSlices, policies } = networkResources;
    return new Network({
      pods: [...client.informer(pods).list()],
      namespaces: [...client.informer(namespaces).list()],
      nodes: [...client.informer(nodes).list()],
      services: [...client.informer(services).list()],
      endpointSlices: [...client.informer(endpointSlices).list()],
      policies: [...client.informer(policies).list()],
    });
  }
}
