import type { InformerEvent } from '@drillyard/cluster';
import type { Node } from '../api/core.js';
import { readinessOf } from './node-taints.js';

/** Keeps a node out of what says whether all of a cluster is disrupted. */
const excludedLabel = 'node.kubernetes.io/exclude-disruption';

/**
 * Whether no node at all is ready: then something is wrong with who looks rather than with them,
 * and nobody is evicted (`handleDisruption`, "master disruption mode").
 */
export class Disruption {
  private readonly ready = new Set<string>();
  private readonly others = new Set<string>();

  get isFull(): boolean {
    return this.ready.size === 0 && this.others.size > 0;
  }

  see({ type, object }: InformerEvent<Node>): void {
    const { name = '', labels } = object.metadata;
    this.ready.delete(name);
    this.others.delete(name);
    if (type === 'DELETED' || labels?.[excludedLabel] !== undefined) return;
    (readinessOf(object) === 'True' ? this.ready : this.others).add(name);
  }
}
