import type { NodeParty, PodParty } from '@drillyard/network-policy';
import { uidOnNode } from '../api/mirror-pod.js';
import { SocketTable } from '../runtime/index.js';

/** The network namespaces there are: one of each pod, and one of each node. */
export class PodSockets {
  private readonly ofPods = new Map<string, SocketTable>();
  private readonly ofNodes = new Map<string, SocketTable>();

  ofPod(uid: string): SocketTable {
    return tableOf(this.ofPods, uid);
  }

  ofNode(name: string): SocketTable {
    return tableOf(this.ofNodes, name);
  }

  /** Where connections to a party end. */
  of(party: PodParty | NodeParty): SocketTable {
    if (party.kind === 'node') return this.ofNode(party.name);
    if (party.isHostNetwork) return this.ofNode(party.nodeName ?? '');
    return this.ofPods.get(uidOnNode(party.pod)) ?? new SocketTable();
  }

  forget(uid: string): void {
    this.ofPods.delete(uid);
  }
}

function tableOf(tables: Map<string, SocketTable>, key: string): SocketTable {
  const table = tables.get(key) ?? new SocketTable();
  tables.set(key, table);
  return table;
}
