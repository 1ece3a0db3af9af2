import { type Clock, type ComponentClient, KubeApiError, microTimestamp } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import { leases, type Node } from '../api/objects.js';

const namespace = 'kube-node-lease';
/** Upstream's kubelets renew so often (`nodeLeaseDurationSeconds` times a quarter). */
const renewIntervalMs = 10_000;
const leaseDurationSeconds = 40;

/**
 * The lease by which a node shows that it is alive. It is renewed while there is something to do,
 * as often as upstream's is; an idle node leaves it as it is, and nobody counts it as dead: hundreds
 * of clusters that do nothing are to cost nothing.
 */
export class NodeLease {
  private renewedMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly client: ComponentClient,
    private readonly clock: Clock,
    private readonly nodeName: string,
  ) {}

  /** Where it is time; refusals of the API are put up with. */
  async renew(node: Node | undefined): Promise<void> {
    const now = this.clock.now();
    if (node === undefined || now.getTime() - this.renewedMs < renewIntervalMs) return;
    this.renewedMs = now.getTime();
    try {
      await this.write(node, microTimestamp(now));
    } catch (error) {
      if (!(error instanceof KubeApiError)) throw error;
    }
  }

  private async write(node: Node, renewTime: string): Promise<void> {
    const name = { namespace, name: this.nodeName };
    const known: KubeObject | undefined = this.client.informer(leases).get(namespace, name.name);
    if (known !== undefined) {
      await this.client.patch(leases, name, { type: 'merge', body: { spec: { renewTime } } });
      return;
    }
    const { uid = '' } = node.metadata;
    const owner = { apiVersion: 'v1', kind: 'Node', name: this.nodeName, uid };
    await this.client.create(leases, {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { ...name, ownerReferences: [owner] },
      spec: { holderIdentity: this.nodeName, leaseDurationSeconds, renewTime },
    });
  }
}
