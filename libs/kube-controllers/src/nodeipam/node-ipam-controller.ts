import { type Node, nodes } from '../api/core.js';
import { isConflict, isNotFound } from '../api-errors.js';
import { type ControllerContext, type Running, startSync } from '../controller.js';

/** kubeadm's `--pod-network-cidr` as most networks ask for it, cut into ranges of 256 addresses. */
const clusterCidr = '10.244';
const rangesMax = 256;

interface RangedNode extends Node {
  readonly spec?: Node['spec'] & { readonly podCIDR?: string };
}

/** Gives each node the range its pods' addresses are from (pkg/controller/nodeipam, RangeAllocator). */
export function startNodeIpamController(context: ControllerContext): Running {
  const { client } = context;
  const informer = client.informer<RangedNode>(nodes);
  return startSync(
    context,
    async (name) => {
      const node = informer.get('', name);
      if (node === undefined || node.spec?.podCIDR) return;
      const podCIDR = nextRange(informer.list());
      if (podCIDR === undefined) {
        const about = { apiVersion: 'v1', kind: 'Node', metadata: { name } };
        const message = `Node ${name} status is now: CIDRNotAvailable`;
        context.recorder('cidrAllocator').event(about, 'Normal', 'CIDRNotAvailable', message);
        return;
      }
      const body = { spec: { podCIDR, podCIDRs: [podCIDR] } };
      try {
        await client.patch(nodes, { namespace: '', name }, { type: 'strategic', body });
      } catch (error) {
        if (!isNotFound(error) && !isConflict(error)) throw error;
      }
    },
    (queue) => [
      informer.subscribe(({ type, object }) => {
        if (type !== 'DELETED' && !object.spec?.podCIDR) queue.add(object.metadata.name ?? '');
      }),
    ],
  );
}

function nextRange(all: Iterable<RangedNode>): string | undefined {
  const taken = new Set([...all].map(({ spec }) => spec?.podCIDR));
  for (let index = 0; index < rangesMax; index++) {
    const range = `${clusterCidr}.${index}.0/24`;
    if (!taken.has(range)) return range;
  }
  return undefined;
}
