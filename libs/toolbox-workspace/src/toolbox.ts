import type { Clock } from '@drillyard/cluster';
import { clusterName, type Engine, labelsOf, retry, sessionLabel } from '@drillyard/cluster-kind';
import { OperationalError } from '@drillyard/errors';
import { toolboxRunArgs } from './container-command.js';
import { EgressGateways, type ResolveAddress } from './egress-gateways.js';
import { createTimeoutMs } from './limits.js';
import { ToolboxNetwork } from './toolbox-network.js';

export interface ToolboxOptions {
  readonly engine: Engine;
  readonly instance: string;
  readonly image: string;
  readonly clock: Clock;
  readonly resolve?: ResolveAddress | undefined;
  /** Of the workspace. */
  readonly id: string;
}
export interface ToolboxRequest {
  readonly hostname: string;
  /** The container with the API server, and the name under which it is reached. */
  readonly apiServerNode: string;
  readonly apiServerHost: string;
  /** What the workstation reaches beyond its cluster, as `host:port`. */
  readonly egress: readonly string[];
}

/** What became of a container that was to run: `anew` says that its files were lost. */
export type ToolboxHistory = 'same' | 'new' | 'anew';

/** One workspace's container and its network, which have the same name and labels. */
export class Toolbox {
  readonly name: string;
  private readonly network: ToolboxNetwork;
  private readonly labels: Readonly<Record<string, string>>;

  constructor(private readonly options: ToolboxOptions) {
    const { engine, instance, id } = options;
    this.name = `${clusterName(instance, id)}-toolbox`;
    this.labels = labelsOf({ instance, session: id, role: 'workspace' });
    this.network = new ToolboxNetwork(engine, this.name, this.labels);
  }

  /**
   * Sees to it that the container runs, and makes it where there is none; anew where it has ended,
   * and with it the files, which are memory. What fails half-way is undone.
   *
   * @throws OperationalError TOOLBOX_IMAGE_MISSING where the engine does not have the image.
   */
  async ensure(request: ToolboxRequest): Promise<ToolboxHistory> {
    const state = await this.state();
    if (state === 'running') {
      await this.network.join(request.apiServerNode, request.apiServerHost);
      return 'same';
    }
    if (state !== undefined) await this.remove();
    await this.make(request);
    // Made by a server that died before it was started: nobody has had it.
    return state === undefined || state === 'created' ? 'new' : 'anew';
  }

  /** As {@link ensure} for one that ran; where somebody removed it, that has been lost, too. */
  async revive(request: ToolboxRequest): Promise<ToolboxHistory> {
    if ((await this.state()) === 'running') return 'same';
    await this.remove();
    await this.make(request);
    return 'anew';
  }

  async isRunning(): Promise<boolean> {
    return (await this.state()) === 'running';
  }

  private async make(request: ToolboxRequest): Promise<void> {
    try {
      await this.network.create();
      await this.network.join(request.apiServerNode, request.apiServerHost);
      await this.openGateways(request.egress);
      await this.run(request.hostname);
    } catch (error) {
      await this.remove().catch(() => undefined);
      throw error;
    }
  }

  /** Removes every trace, also of what was made half; tries again while the engine is busy. */
  async remove(): Promise<void> {
    const { engine, id, clock } = this.options;
    await retry(clock, async () => {
      for (const { name, labels } of await engine.containers({ label: `${sessionLabel}=${id}` })) {
        if (this.isOurs(labels)) await engine.removeContainer(name);
      }
      await this.network.remove();
    });
  }

  /** Before the workstation, whose running says that all the rest is there. */
  private async openGateways(destinations: readonly string[]): Promise<void> {
    const { engine, image, resolve } = this.options;
    const { name, labels } = this;
    const gateways = new EgressGateways({
      engine,
      image,
      name,
      labels,
      ...(resolve && { resolve }),
    });
    await gateways.open(destinations);
  }

  private async state(): Promise<string | undefined> {
    const { engine, id } = this.options;
    const made = await engine.containers({ label: `${sessionLabel}=${id}` });
    return made.find(({ name }) => name === this.name)?.state;
  }

  private isOurs(labels: Readonly<Record<string, string>>): boolean {
    return Object.entries(this.labels).every(([key, value]) => labels[key] === value);
  }

  private async run(hostname: string): Promise<void> {
    const { engine, image } = this.options;
    const { name, labels } = this;
    const args = toolboxRunArgs({ name, hostname, network: name, image, labels });
    await engine.run(args, { timeoutMs: createTimeoutMs }).catch((error: unknown) => {
      if (error instanceof OperationalError && saysNoSuchImage(error)) {
        throw imageMissing(engine.name, image, error);
      }
      throw error;
    });
  }
}

/** What an operator should know before the first learner comes; undefined where all is well. */
export async function explainMissingImage(
  engine: Engine,
  image: string,
): Promise<string | undefined> {
  try {
    await engine.run(['image', 'inspect', image], { timeoutMs: createTimeoutMs });
    return undefined;
  } catch (error) {
    const isMissing = error instanceof OperationalError && saysNoSuchImage(error);
    return isMissing ? imageMissing(engine.name, image, error).message : undefined;
  }
}

function saysNoSuchImage(error: OperationalError): boolean {
  return /no such image|not known/i.test(said(error));
}

function said({ message, details, cause }: OperationalError): string {
  const tail = cause instanceof OperationalError ? cause.details.tail : undefined;
  return [message, details.tail, tail].join('\n');
}

function imageMissing(engine: string, image: string, cause: unknown): OperationalError {
  return new OperationalError(
    'TOOLBOX_IMAGE_MISSING',
    `The image ${image} of learners' workstations is not on this host. Build it: ${engine} build --tag ${image} toolbox`,
    { cause },
  );
}
