import { type Clock, type ComponentClient, KubeApiError } from '@drillyard/cluster';
import { type Node, nodes } from '../api/objects.js';
import { type NodeMachine, newNode } from './node-object.js';

/** Upstream's kubelets wait so long before they try again, twice as long each time (`registerWithAPIServer`). */
const firstWaitMs = 100;
const waitMaxMs = 7_000;

export interface NodeRegistrationOptions {
  readonly client: ComponentClient;
  readonly clock: Clock;
  readonly machine: NodeMachine;
  /** Hears of the node once it has been created. */
  readonly onCreated: (node: Node) => void;
  /** Hears of every attempt that failed. */
  readonly onError: (error: unknown) => void;
}

/** Makes the node known to the API, however often that takes. */
export class NodeRegistration {
  private waitMs = firstWaitMs;
  private cancel: () => void = () => undefined;
  private closed = false;

  constructor(private readonly options: NodeRegistrationOptions) {}

  /** Resolves after the first attempt; where it failed others follow. */
  async attempt(): Promise<void> {
    if (this.closed) return;
    try {
      await this.register();
    } catch (error) {
      this.options.onError(error);
      this.cancel = this.options.clock.after(this.waitMs, () => void this.attempt());
      this.waitMs = Math.min(this.waitMs * 2, waitMaxMs);
    }
  }

  close(): void {
    this.closed = true;
    this.cancel();
  }

  private async register(): Promise<void> {
    const { client, clock, machine, onCreated } = this.options;
    if (client.informer(nodes).get('', machine.name) !== undefined) return;
    try {
      onCreated(await client.create(nodes, newNode(machine, clock.now())));
    } catch (error) {
      // An informer of a server elsewhere may lag behind.
      const isKnown = error instanceof KubeApiError && error.reason === 'AlreadyExists';
      if (!isKnown) throw error;
    }
  }
}
