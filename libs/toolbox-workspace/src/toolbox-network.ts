import { CommandError, type Engine, sessionLabel } from '@drillyard/cluster-kind';
import { AppError } from '@drillyard/errors';
import { createTimeoutMs } from './limits.js';

/**
 * A network for one workstation and the node with its API server. It leads nowhere: the engine
 * gives it no way out (`--internal`), and the host has no address on it.
 */
export class ToolboxNetwork {
  constructor(
    private readonly engine: Engine,
    private readonly name: string,
    private readonly labels: Readonly<Record<string, string>>,
  ) {}

  async create(): Promise<void> {
    if (await this.exists()) return;
    // On other engines the host keeps an address on the network.
    const unseenByHost =
      this.engine.name === 'docker' ? ['--opt=com.docker.network.bridge.inhibit_ipv4=true'] : [];
    const labels = Object.entries(this.labels).map(([key, value]) => `--label=${key}=${value}`);
    await this.run('create', '--internal', ...unseenByHost, ...labels, this.name);
  }

  /** Puts a node on the network, under a name. Does nothing where it is on it already. */
  async join(container: string, alias: string): Promise<void> {
    await this.run('connect', `--alias=${alias}`, this.name, container).catch((error: unknown) => {
      if (!/already (exists in network|connected)/i.test(tailOf(error))) throw error;
    });
  }

  /** Takes everybody off it and removes it, and whatever network else has its labels. */
  async remove(): Promise<void> {
    const label = `${sessionLabel}=${this.labels[sessionLabel]}`;
    for (const { name, labels } of await this.engine.networks({ label })) {
      const isOurs = Object.entries(this.labels).every(([key, value]) => labels[key] === value);
      if (!isOurs) continue;
      for (const { name: member } of await this.engine.containers({ network: name })) {
        await this.leave(name, member);
      }
      await this.engine.removeNetwork(name);
    }
  }

  private async leave(network: string, container: string): Promise<void> {
    await this.run('disconnect', '--force', network, container).catch((error: unknown) => {
      if (!/not connected|no such container/i.test(tailOf(error))) throw error;
    });
  }

  private async exists(): Promise<boolean> {
    const networks = await this.engine.networks({ name: this.name });
    return networks.some(({ name }) => name === this.name);
  }

  private async run(...args: string[]): Promise<void> {
    await this.engine.run(['network', ...args], { timeoutMs: createTimeoutMs });
  }
}

/** What the engine said, also where its failure was explained in other words. */
function tailOf(error: unknown): string {
  if (error instanceof CommandError) return error.tail;
  return error instanceof AppError ? tailOf(error.cause) : '';
}
