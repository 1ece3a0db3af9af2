import { randomBytes } from 'node:crypto';
import type {
  AttachRequest,
  ContainerExit,
  ContainerStreams,
  ExecRequest,
  PortConnection,
} from '@drillyard/cluster';
import { containerCredentials } from './container-identity.js';
import { mountAll } from './container-mounts.js';
import {
  type ContainerEnd,
  type ContainerStart,
  ContainerStartError,
  type ContainerUser,
  type RunningContainer,
  type Signal,
} from './container-runtime.js';
import { ByteChannel } from './kernel/byte-channel.js';
import { ContainerKernel } from './kernel/container-kernel.js';
import type { Credentials } from './kernel/credentials.js';
import { Errno } from './kernel/errno.js';
import { type Executable, findExecutable, runExecutable } from './kernel/execute.js';
import {
  channelReader,
  channelWriter,
  deviceFile,
  type OpenFile,
  sink,
  terminalFile,
} from './kernel/open-file.js';
import { type ExitStatus, Process, statusCode } from './kernel/process.js';
import { signalNumbers } from './kernel/signal.js';
import { SocketTable } from './kernel/socket-table.js';
import { Terminal } from './kernel/terminal.js';
import { Listeners } from './output-listeners.js';
import { podSysctls } from './pod-sysctls.js';
import { runtimeLimits } from './runtime-limits.js';
import { refusedStreams, streamsOf } from './session-streams.js';
import { FileSystem } from './vfs/file-system.js';

const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const loadPrograms = async () => (await import('./programs/catalogue.js')).programs;

/** One container: its kernel, its first process, and who is connected to it. */
export class SimulatedContainer implements RunningContainer {
  readonly exit: Promise<ContainerEnd>;
  readonly user: ContainerUser;
  private readonly kernel: ContainerKernel;
  private readonly credentials: Credentials;
  private readonly env: Map<string, string>;
  private readonly first: Process;
  private readonly terminal: Terminal | undefined;
  private readonly input: ByteChannel | undefined;
  private readonly listeners: Listeners;
  private sessions = 0;

  constructor(private readonly spec: ContainerStart) {
    const { clock, network, hostname, addresses, image, securityContext } = spec;
    const sysctls = podSysctls(spec.hostNetwork ?? false, spec.sysctls);
    const files = new FileSystem(() => this.kernel.now().getTime());
    const { userland, ports: imagePorts = [] } = image;
    const sockets = network.sockets ?? new SocketTable();
    this.kernel = new ContainerKernel({
      files,
      sockets,
      network,
      clock,
      userland,
      hostname,
      addresses,
      sysctls,
      imagePorts,
      memoryBytes: spec.memoryBytes,
      loadPrograms,
    });
    mountAll(this.kernel, spec);
    this.credentials = containerCredentials(
      securityContext,
      image.user,
      this.kernel.accounts(),
      this.kernel.groups(),
    );
    const { uid, gid, groups } = this.credentials;
    this.user = { uid, gid, supplementalGroups: groups };
    this.env = this.environment();
    this.listeners = new Listeners(spec.onOutput);
    const { tty, stdin } = spec.container;
    this.terminal = tty ? new Terminal() : undefined;
    this.input = stdin && !tty ? new ByteChannel() : undefined;
    this.first = this.startFirst();
    this.exit = this.first.exit.then((status) => this.finish(status));
  }

  private environment(): Map<string, string> {
    const home =
      this.kernel.accounts().find(({ uid }) => uid === this.credentials.uid)?.home ?? '/';
    const env = new Map([['PATH', searchPath], ['HOSTNAME', this.spec.hostname], ...this.spec.env]);
    if (this.terminal === undefined && this.spec.container.tty) env.set('TERM', 'xterm');
    if (!env.has('HOME')) env.set('HOME', home);
    return env;
  }

  private startFirst(): Process {
    const argv = [...this.spec.command, ...this.spec.args];
    if (argv.length === 0)
      throw new ContainerStartError('failed to generate spec: no command specified');
    const prefix =
      'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ';
    const executable = this.find(argv, prefix);
    const files = new Map<number, OpenFile>();
    if (this.terminal) {
      const { terminal } = this;
      terminal.onSignal = (signal) => this.kernel.signalGroup(1, signal);
      files.set(0, terminalFile(terminal));
      files.set(1, files.get(0)?.duplicate() ?? sink(() => undefined));
      files.set(2, files.get(0)?.duplicate() ?? sink(() => undefined));
      void this.logScreen(terminal);
    } else {
      files.set(0, this.input ? channelReader(this.input) : deviceFile('null', undefined));
      files.set(
        1,
        sink((bytes) => this.listeners.take('stdout', bytes)),
      );
      files.set(
        2,
        sink((bytes) => this.listeners.take('stderr', bytes)),
      );
    }
    return this.start(argv, executable, files);
  }

  private async logScreen(terminal: Terminal): Promise<void> {
    for await (const bytes of terminal.screen) await this.listeners.take('stdout', bytes);
  }

  /** @throws ContainerStartError in the words of runc */
  private find(argv: readonly string[], prefix: string): Executable {
    const [name = ''] = argv;
    const look = new Process(this.kernel, 0, this.settings(argv, new Map()));
    try {
      const executable = findExecutable(look, name);
      this.kernel.files.lookup(look, this.spec.workingDir || '/');
      return executable;
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      const isPath = name.includes('/');
      const reason =
        error.code === 'EACCES'
          ? 'permission denied'
          : isPath
            ? 'no such file or directory'
            : 'executable file not found in $PATH';
      throw new ContainerStartError(
        `${prefix}exec: ${JSON.stringify(name)}: ${isPath ? `stat ${name}: ` : ''}${reason}`,
      );
    }
  }

  private settings(argv: readonly string[], files: Map<number, OpenFile>) {
    const cwd = this.spec.workingDir || '/';
    return { argv, env: new Map(this.env), cwd, umask: 0o22, credentials: this.credentials, files };
  }

  private start(
    argv: readonly string[],
    executable: Executable,
    files: Map<number, OpenFile>,
  ): Process {
    return this.kernel.start(this.settings(argv, files), (process) =>
      runExecutable(process, executable),
    );
  }

  /** The end of the first process is the end of all. */
  private finish(status: ExitStatus): ContainerEnd {
    for (const process of [...this.kernel.processes.values()]) process.receive('SIGKILL', true);
    this.terminal?.screen.end();
    this.listeners.end();
    const exitCode = statusCode(status);
    const signal = status.signal && signalNumbers[status.signal];
    const reason = status.outOfMemory ? 'OOMKilled' : exitCode === 0 ? 'Completed' : 'Error';
    return { exitCode, reason, ...(signal && { signal }) };
  }

  exec({ command, stdin, tty }: ExecRequest): ContainerStreams {
    const id = randomBytes(32).toString('hex');
    const prefix = `failed to exec in container: failed to start exec "${id}": OCI runtime exec failed: exec failed: unable to start container process: `;
    if (!this.first.isAlive) return refusedStreams({ error: 'container not running' });
    if (this.sessions >= runtimeLimits.sessionsMax)
      return refusedStreams({ error: `${prefix}too many sessions in this container` });
    try {
      const executable = this.find(command, prefix);
      return this.open(command, executable, stdin, tty);
    } catch (error) {
      if (error instanceof ContainerStartError) return refusedStreams({ error: error.message });
      if (error instanceof Errno)
        return refusedStreams({
          error: `${prefix}fork/exec: resource temporarily unavailable: unknown`,
        });
      throw error;
    }
  }

  private open(
    command: readonly string[],
    executable: Executable,
    stdin: boolean,
    tty: boolean,
  ): ContainerStreams {
    const files = new Map<number, OpenFile>();
    const terminal = tty ? new Terminal() : undefined;
    const [input, stdout, stderr] = [new ByteChannel(), new ByteChannel(), new ByteChannel()];
    if (terminal) for (const number of [0, 1, 2]) files.set(number, terminalFile(terminal));
    else {
      files.set(0, stdin ? channelReader(input) : deviceFile('null', undefined));
      files.set(1, channelWriter(stdout));
      files.set(2, channelWriter(stderr));
    }
    const process = this.start(command, executable, files);
    if (terminal) {
      process.env.set('TERM', 'xterm');
      terminal.onSignal = (signal) => this.kernel.signalGroup(process.pid, signal);
    }
    this.sessions += 1;
    const exit = process.exit.then((status): ContainerExit => {
      this.sessions -= 1;
      for (const channel of [stdout, stderr, terminal?.screen]) channel?.end();
      return { exitCode: statusCode(status) };
    });
    const hangUp = () => {
      terminal?.hangUp();
      for (const channel of [stdout, stderr]) channel.break();
      input.end();
    };
    return streamsOf({
      terminal,
      input: stdin ? input : undefined,
      stdout: terminal?.screen ?? stdout,
      stderr,
      exit,
      hangUp,
    });
  }

  attach({ stdin, tty }: AttachRequest): ContainerStreams {
    const { stdout, stderr, release } = this.listeners.listen();
    const exit = this.exit.then((end): ContainerExit => ({ exitCode: end.exitCode }));
    const once = this.spec.container.stdinOnce;
    const hangUp = () => {
      release();
      if (once && stdin) this.input?.end();
    };
    const terminal = tty ? this.terminal : undefined;
    return streamsOf({
      terminal: stdin ? terminal : undefined,
      input: stdin ? this.input : undefined,
      stdout,
      stderr,
      exit,
      hangUp,
      keepInput: !once,
    });
  }

  kill(signal: Signal = 'SIGTERM'): void {
    this.first.receive(signal, true);
  }

  connect(port: number, from?: string): PortConnection | undefined {
    return this.kernel.sockets.connect(port, from);
  }

  listensOn(port: number): boolean {
    return this.kernel.sockets.listensOn(port);
  }
}
