import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { SystemClock } from '@drillyard/cluster';
import {
  clusterName,
  type Engine,
  kindClusterLabel,
  labelsOf,
  namePrefix,
} from '@drillyard/cluster-kind';
import { GreetingCluster } from '@drillyard/terminal/testing';
import { ToolboxWorkspaceProvider } from '@drillyard/toolbox-workspace';
import { engineEnvironment } from './container-engine.js';

export const toolboxImage = process.env['DRILLYARD_TOOLBOX_IMAGE'] || 'drillyard-toolbox';
const toolboxFolder = fileURLToPath(new URL('../../toolbox', import.meta.url));
/** Downloads a base image, packages and kubectl. */
const buildTimeoutMs = 15 * 60_000;

/** Builds the toolbox's image where the engine does not have it. */
export async function requireToolboxImage(engine: Engine): Promise<void> {
  const inspect = ['image', 'inspect', toolboxImage];
  const has = await engine.run(inspect, { timeoutMs: 30_000 }).then(
    () => true,
    () => false,
  );
  if (has) return;
  const build = ['build', '--tag', toolboxImage, toolboxFolder];
  await engine.run(build, { timeoutMs: buildTimeoutMs });
}

/** A container that greets whoever connects, in the place of a control plane's node. */
export class GreetingNode extends GreetingCluster {
  readonly nodeContainers: readonly string[];

  constructor(
    private readonly engine: Engine,
    readonly name: string,
  ) {
    super();
    this.nodeContainers = [name];
  }

  async start(): Promise<void> {
    const { engine, name } = this;
    const greet = 'while :; do echo greetings from the cluster | nc -l -N 6443; done';
    await engine.run(['network', 'create', name], { timeoutMs: 60_000 });
    const args = ['run', '--detach', `--name=${name}`, `--network=${name}`, '--user=0', '--init'];
    const label = `--label=${kindClusterLabel}=${name}`;
    await engine.run([...args, label, toolboxImage, 'bash', '-c', greet], { timeoutMs: 60_000 });
  }

  async remove(): Promise<void> {
    await this.engine.removeContainer(this.name);
    await this.engine.removeNetwork(this.name);
  }
}

/** A server of its own on the engine: what it makes is told from all else by its labels. */
export async function toolboxSubject(engine: Engine) {
  const instance = randomBytes(4).toString('hex');
  const make = () =>
    new ToolboxWorkspaceProvider({
      ...{ engine, instance, image: toolboxImage },
      ...{ environment: engineEnvironment, clock: new SystemClock() },
    });
  const nodes: GreetingNode[] = [];
  const node = async (name: string) => {
    const made = new GreetingNode(engine, `${namePrefix(instance)}${name}`);
    nodes.push(made);
    await made.start();
    return made;
  };
  const provider = make();
  return {
    ...{ engine, instance, provider, node },
    connect: await node('control-plane'),
    restart: async () => make(),
    containerOf: (session: string) => `${clusterName(instance, session)}-toolbox`,
    labels: (session: string) => labelsOf({ instance, session, role: 'workspace' }),
    async cleanUp() {
      for (const id of await provider.list()) await provider.delete(id);
      for (const made of nodes) await made.remove();
    },
  };
}
export type ToolboxSubject = Awaited<ReturnType<typeof toolboxSubject>>;
