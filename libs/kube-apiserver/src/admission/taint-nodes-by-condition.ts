import type { Draft } from '../registry/resource-strategy.js';
import type { AdmissionPlugin } from './admission-plugin.js';

const notReady = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' };

/** A new node takes no pods until it has said it is ready (upstream `plugin/pkg/admission/nodetaint`). */
export const taintNodesByCondition: AdmissionPlugin = {
  name: 'TaintNodesByCondition',
  admit({ operation, group, resource, subresource, object }) {
    const isNode = group === '' && resource === 'nodes' && subresource === '';
    if (!isNode || operation !== 'CREATE' || object === undefined) return;
    // `admit` may change the object; its type says so only where it must not.
    const node: Draft = object;
    const taints: Draft[] = node['spec']?.taints ?? [];
    const isThere = taints.some(
      ({ key, effect }) => key === notReady.key && effect === notReady.effect,
    );
    if (!isThere) node['spec'] = { ...node['spec'], taints: [...taints, { ...notReady }] };
  },
};
