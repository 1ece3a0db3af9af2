import { z } from 'zod';
import { CommandError, type CommandResult, type CommandRunner } from './command-runner.js';
import type {
  ContainerLimits,
  Engine,
  EngineContainer,
  EngineFilter,
  EngineInfo,
  EngineName,
  EngineObject,
  ExecOptions,
  NetworkRequest,
} from './engine.js';
import { parseEngineInfo } from './engine-info.js';
import { explainFault } from './fault.js';
import { parseLines } from './tool-output.js';

/** For a question the engine answers from memory. */
const questionMs = 30_000;
/** For making and removing: an engine under load takes its time to end a node's containers. */
const changeMs = 120_000;
/**
 * Keys that part an engine's client from a terminal, which holds back the first of them. Nobody
 * types these; its own choice begins with Ctrl-P, a shell's last command.
 */
const detachKeys = '--detach-keys=ctrl-@,ctrl-^,ctrl-@,ctrl-_';
const row = z.object({
  name: z.string().min(1),
  state: z.string().optional(),
  labels: z.record(z.string(), z.string()).nullish(),
});

type RunOptions = Parameters<Engine['run']>[1];

/** {@link Engine} for docker and podman, whose command lines are the same as far as is needed. */
export class CommandLineEngine implements Engine {
  constructor(
    readonly name: EngineName,
    private readonly runner: CommandRunner,
    /** How the engine is called on this host: its name, or a path. */
    private readonly program: string = name,
  ) {}

  async info(signal?: AbortSignal): Promise<EngineInfo> {
    const options = { timeoutMs: questionMs, ...(signal === undefined ? {} : { signal }) };
    const { stdout } = await this.run(['info', '--format', '{{json .}}'], options);
    return parseEngineInfo(this.name, stdout);
  }

  async containers(filter: EngineFilter): Promise<EngineContainer[]> {
    const names = await this.names(['ps', '-a'], filter, '{{.Names}}');
    const format =
      '{"name":{{json .Name}},"state":{{json .State.Status}},"labels":{{json .Config.Labels}}}';
    const found = await this.inspect(['inspect', '--type=container'], names, format);
    return found.map(({ state = 'unknown', ...object }) => ({ ...object, state }));
  }

  async networks(filter: EngineFilter): Promise<EngineObject[]> {
    const names = await this.names(['network', 'ls'], filter, '{{.Name}}');
    return this.inspect(['network', 'inspect'], names);
  }

  async volumes(filter: EngineFilter): Promise<EngineObject[]> {
    const names = await this.names(['volume', 'ls'], filter, '{{.Name}}');
    return this.inspect(['volume', 'inspect'], names);
  }

  removeContainer(name: string): Promise<void> {
    return this.remove(['rm', '-f', '-v', name]);
  }

  async startContainer(name: string): Promise<void> {
    await this.run(['start', name], { timeoutMs: changeMs });
  }

  removeNetwork(name: string): Promise<void> {
    return this.remove(['network', 'rm', name]);
  }

  removeVolume(name: string): Promise<void> {
    return this.remove(['volume', 'rm', '-f', name]);
  }

  async createNetwork({ name, labels, egress }: NetworkRequest): Promise<void> {
    const exact = (await this.names(['network', 'ls'], { name }, '{{.Name}}')).includes(name);
    if (exact) return;
    const pairs = Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
    await this.run(['network', 'create', ...this.driver(egress), ...pairs, name], {
      timeoutMs: changeMs,
    });
  }

  async limitContainer(name: string, limits: ContainerLimits): Promise<void> {
    const { memoryBytes, cpus, pids } = limits;
    const flags = [
      ...(memoryBytes === undefined
        ? []
        : [`--memory=${memoryBytes}`, `--memory-swap=${memoryBytes}`]),
      ...(cpus === undefined ? [] : [`--cpus=${cpus}`]),
      ...(pids === undefined ? [] : [`--pids-limit=${pids}`]),
    ];
    if (flags.length > 0) await this.run(['update', ...flags, name], { timeoutMs: changeMs });
  }

  exec(
    container: string,
    argv: readonly string[],
    { timeoutMs = questionMs, signal, input, ...where }: ExecOptions = {},
  ): Promise<CommandResult> {
    const interactive = input === undefined ? [] : ['-i'];
    return this.run(['exec', ...interactive, ...execFlags(where), container, ...argv], {
      timeoutMs,
      ...(signal === undefined ? {} : { signal }),
      ...(input === undefined ? {} : { input }),
    });
  }

  terminalArgv(
    container: string,
    argv: readonly string[],
    options: Pick<ExecOptions, 'user' | 'workdir' | 'env'> = {},
  ): readonly [string, ...string[]] {
    return [this.program, 'exec', '-it', detachKeys, ...execFlags(options), container, ...argv];
  }

  pipeArgv(
    container: string,
    argv: readonly string[],
    options: Pick<ExecOptions, 'user' | 'workdir' | 'env'> = {},
  ): readonly [string, ...string[]] {
    return [this.program, 'exec', '-i', ...execFlags(options), container, ...argv];
  }

  async run(args: readonly string[], options: RunOptions): Promise<CommandResult> {
    try {
      return await this.runner.run([this.program, ...args], options);
    } catch (error) {
      throw explainFault(error, this.name);
    }
  }

  /**
   * With docker what leaves the bridge has an address nobody answers to, and bridges do not reach
   * each other. podman has a switch for the second only.
   */
  private driver(egress: boolean): string[] {
    if (this.name === 'podman') return ['--driver=bridge', '--opt', 'isolate=true'];
    if (egress) return ['--driver=bridge'];
    return ['--driver=bridge', '--opt', 'com.docker.network.bridge.enable_ip_masquerade=false'];
  }

  private async names(
    command: readonly string[],
    { label, name, network }: EngineFilter,
    format: string,
  ): Promise<string[]> {
    const filters = [
      ...(label === undefined ? [] : ['--filter', `label=${label}`]),
      ...(name === undefined ? [] : ['--filter', `name=${name}`]),
      ...(network === undefined ? [] : ['--filter', `network=${network}`]),
    ];
    const args = [...command, ...filters, '--format', format];
    const { stdout } = await this.run(args, { timeoutMs: questionMs });
    return stdout.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  }

  /** What has gone since it was listed is left out: the engine shows the rest and complains. */
  private async inspect(
    command: readonly string[],
    names: readonly string[],
    format = '{"name":{{json .Name}},"labels":{{json .Labels}}}',
  ): Promise<(EngineObject & { state?: string })[]> {
    if (names.length === 0) return [];
    const shown = await this.runner
      .run([this.program, ...command, '--format', format, ...names], { timeoutMs: questionMs })
      .catch((error: unknown) => {
        if (isAbsent(error) && names.length === 1) return { stdout: '' };
        if (isAbsent(error)) return undefined;
        throw explainFault(error, this.name);
      });
    if (shown === undefined) {
      const each = names.map((name) => this.inspect(command, [name], format));
      return (await Promise.all(each)).flat();
    }
    return parseLines(shown.stdout, row, `${this.name} ${command.join(' ')}`).map(
      ({ name, state, labels }) => ({
        name: name.replace(/^\//, ''),
        labels: labels ?? {},
        ...(state === undefined ? {} : { state }),
      }),
    );
  }

  private async remove(args: readonly string[]): Promise<void> {
    try {
      await this.runner.run([this.program, ...args], { timeoutMs: changeMs });
    } catch (error) {
      if (!isAbsent(error)) throw explainFault(error, this.name);
    }
  }
}

/** docker: «No such container», «network x not found»; podman: «no container with name», «unable to find network». */
function isAbsent(error: unknown): boolean {
  return (
    error instanceof CommandError &&
    /no such (container|network|volume|object)|not found|no (container|volume) with|unable to find (network|volume)/i.test(
      error.tail,
    )
  );
}

function execFlags({ user, workdir, env = {} }: Pick<ExecOptions, 'user' | 'workdir' | 'env'>) {
  return [
    ...(user === undefined ? [] : ['--user', user]),
    ...(workdir === undefined ? [] : ['--workdir', workdir]),
    ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ];
}
