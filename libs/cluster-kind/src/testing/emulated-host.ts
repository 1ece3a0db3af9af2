import { readFile, writeFile } from 'node:fs/promises';
import { UnexpectedError } from '@drillyard/errors';
import { parse } from 'yaml';
import { type Argv, CommandError, type CommandOptions } from '../command-runner.js';
import { kindClusterLabel, kindRoleLabel } from '../labels.js';
import { EmulatedEngine } from './emulated-engine.js';
import { HurriedClock } from './hurried-clock.js';
import { ScriptedCommandRunner, type ScriptedReply } from './scripted-command-runner.js';

/** An API server in place of the one in a node. */
export interface EmulatedApiServer {
  /** Kubeconfigs of kubeadm's administrator and super administrator, at the published address. */
  readonly admin: string;
  readonly superAdmin: string;
  stop(): Promise<void>;
}

/** The process that ran commands is dead: nothing of it goes on. */
export class Killed extends UnexpectedError {
  constructor(step: string) {
    super('KILLED', `killed ${step}`);
  }
}

/** A host with a docker and a kind that only keep count, and a clock that never waits. */
export class EmulatedHost {
  readonly clock = new HurriedClock();
  readonly runner: ScriptedCommandRunner;
  readonly engine = new EmulatedEngine(
    (step) => this.#pass(step),
    (name) => void this.#servers.get(name)?.stop(),
  );
  /** Every step that changed something, in order. */
  readonly steps: string[] = [];
  readonly #servers = new Map<string, EmulatedApiServer>();
  /** Number of the step at which the process is killed. */
  #killAt = Number.POSITIVE_INFINITY;
  #isDead = false;

  constructor(private readonly startApiServer: (cluster: string) => Promise<EmulatedApiServer>) {
    this.runner = new ScriptedCommandRunner(this.clock).on(/./, (argv, options) =>
      this.#answer(argv, options),
    );
  }

  /** Kills the process when it has taken so many more steps. */
  killAfter(steps: number): void {
    this.#killAt = this.steps.length + steps;
  }

  /** A new process begins, on the same host. */
  revive(): void {
    this.#killAt = Number.POSITIVE_INFINITY;
    this.#isDead = false;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#servers.values()].map((server) => server.stop()));
  }

  #pass(step: string): void {
    if (this.#isDead) throw new Killed(step);
    this.steps.push(step);
    if (this.steps.length <= this.#killAt) return;
    this.#isDead = true;
    throw new Killed(step);
  }

  async #answer(argv: Argv, options: CommandOptions): Promise<ScriptedReply> {
    if (this.#isDead) throw new Killed(argv.join(' '));
    const [program, ...args] = argv;
    if (program === 'docker') return this.engine.answer(args);
    if (args[0] === 'version') return { stdout: 'kind v0.32.0 go1.25.9 linux/amd64\n' };
    if (args[0] === 'load') return {};
    return this.#createCluster(argv, options);
  }

  /** `kind create cluster`, step by step and in kind's words. */
  async #createCluster(argv: Argv, options: CommandOptions): Promise<ScriptedReply> {
    const flag = (name: string) => argv[argv.indexOf(name) + 1] ?? '';
    const name = flag('--name');
    const network = options.env?.['KIND_EXPERIMENTAL_DOCKER_NETWORK'] ?? 'kind';
    const { nodes } = parse(await readFile(flag('--config'), 'utf8'));
    const say = (line: string) => {
      if (options.signal?.aborted) {
        throw new CommandError('COMMAND_ABORTED', { argv, durationMs: 0 });
      }
      options.onStderrLine?.(line);
    };
    say(`Creating cluster "${name}" ...`);
    say(' • Ensuring node image (kindest/node:v1.36.1) 🖼  ...');
    say(' ✓ Ensuring node image (kindest/node:v1.36.1) 🖼');
    this.#ensureNetwork(network);
    say(` • Preparing nodes ${'📦 '.repeat(nodes.length)}  ...`);
    for (const container of this.#prepareNodes(name, network, nodes)) say(` ✓ ${container}`);
    say(' ✓ Preparing nodes 📦');
    say(' • Writing configuration 📜  ...');
    say(' ✓ Writing configuration 📜');
    say(' • Starting control-plane 🕹️  ...');
    const controlPlane = `${name}-control-plane`;
    const server = await this.startApiServer(name);
    this.#servers.set(controlPlane, server);
    this.engine.containers
      .get(controlPlane)
      ?.files.set('/etc/kubernetes/super-admin.conf', server.superAdmin);
    say(' ✓ Starting control-plane 🕹️');
    this.#pass('before the kubeconfig is written');
    await writeFile(flag('--kubeconfig'), server.admin, { mode: 0o600 });
    this.#pass('after the kubeconfig is written');
    say(`Set kubectl context to "kind-${name}"`);
    return {};
  }

  /** As kind does where the network it is to use was removed: without labels. */
  #ensureNetwork(network: string): void {
    if (this.engine.networks.has(network)) return;
    this.engine.change(`kind network ${network}`, () => {
      this.engine.networks.set(network, { labels: {} });
    });
  }

  *#prepareNodes(name: string, network: string, nodes: readonly { readonly role: string }[]) {
    const counts = new Map<string, number>();
    for (const { role } of nodes) {
      const count = (counts.get(role) ?? 0) + 1;
      counts.set(role, count);
      const container = `${name}-${role}${count === 1 ? '' : count}`;
      const labels = { [kindClusterLabel]: name, [kindRoleLabel]: role };
      this.engine.change(`docker run ${container}`, () => {
        this.engine.containers.set(container, {
          ...{ labels, network, state: 'running', files: new Map() },
        });
      });
      yield container;
    }
  }
}
