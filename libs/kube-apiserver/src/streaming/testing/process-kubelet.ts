import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import {
  type AttachRequest,
  type ContainerRef,
  type ContainerStreams,
  type ExecRequest,
  type KubeletClient,
  KubeletRefusal,
  type LogOptions,
  type PodRef,
  type PortConnection,
} from '@drillyard/cluster';

/**
 * A kubelet whose containers are real processes of this machine, in a folder, and whose pods listen
 * on the loopback interface. A container named `gone` does not run.
 */
export class ProcessKubelet implements KubeletClient {
  readonly calls: string[] = [];
  /** Processes that have not ended. */
  running = 0;
  /** Bytes all processes wrote that somebody asked for. */
  bytesRead = 0;
  /** Log readers that have not left. */
  logReaders = 0;
  readonly resizes: string[] = [];

  constructor(private readonly folder: string) {}

  async exec(container: ContainerRef, request: ExecRequest): Promise<ContainerStreams> {
    this.calls.push(`exec ${container.container} ${request.command.join(' ')}`);
    if (container.container === 'gone')
      throw new KubeletRefusal(404, 'container not found ("gone")');
    if (request.command[0] === 'nosuch')
      return failing('exec: "nosuch": executable file not found');
    return this.start(request.command, request.tty);
  }

  async attach(container: ContainerRef, request: AttachRequest): Promise<ContainerStreams> {
    this.calls.push(`attach ${container.container}`);
    return this.start(['sh', '-c', 'echo attached; cat; exit 3'], request.tty);
  }

  async logs(container: ContainerRef, options: LogOptions): Promise<AsyncIterable<Uint8Array>> {
    const { signal, ...said } = options;
    this.calls.push(`logs ${container.container} ${JSON.stringify(said)}`);
    if (options.previous) {
      const message = `previous terminated container "${container.container}" in pod "${container.name}" not found`;
      throw new KubeletRefusal(400, message);
    }
    return this.writeLog(container.container, options.follow, signal);
  }

  async portForward(_pod: PodRef, port: number): Promise<PortConnection> {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
    } catch {
      throw new KubeletRefusal(500, `connect to port ${port}: connection refused`);
    }
    return {
      output: socket,
      write: (bytes) => new Promise((resolve) => socket.write(bytes, () => resolve())),
      endInput: () => socket.end(),
      close: () => socket.destroy(),
    };
  }

  private async *writeLog(name: string, follow: boolean, signal: AbortSignal) {
    this.logReaders += 1;
    try {
      yield Buffer.from(`first line of ${name}\n`);
      yield Buffer.from(`second line of ${name}\n`);
      if (follow && !signal.aborted) await once(signal, 'abort');
    } finally {
      this.logReaders -= 1;
    }
  }

  private start(command: readonly string[], tty: boolean): ContainerStreams {
    const [program = '', ...args] = command;
    const child = spawn(program, args, { cwd: this.folder, detached: true });
    this.running += 1;
    const exit = new Promise<{ exitCode: number }>((resolve) => {
      child.once('close', (code) => {
        this.running -= 1;
        resolve({ exitCode: code ?? 137 });
      });
    });
    child.stdin.on('error', () => undefined);
    // Through pipes of their own: of a process that has ended Node throws away what nobody reads.
    const { resizes } = this;
    const read = (bytes: number) => {
      this.bytesRead += bytes;
    };
    return {
      stdout: counted(child.stdout.pipe(new PassThrough()), read),
      stderr: counted(child.stderr.pipe(new PassThrough()), read),
      write: (bytes) =>
        new Promise((resolve, reject) => {
          child.stdin.write(bytes, (error) => (error ? reject(error) : resolve()));
        }),
      endInput: () => child.stdin.end(),
      resize: ({ columns, rows }) => {
        resizes.push(`${columns}x${rows}${tty ? ' tty' : ''}`);
      },
      exit,
      close: () => {
        if (child.pid !== undefined && child.exitCode === null) {
          try {
            process.kill(-child.pid, 'SIGKILL');
          } catch {
            // It has just ended.
          }
        }
      },
    };
  }
}

async function* counted(from: AsyncIterable<Uint8Array>, onBytes: (bytes: number) => void) {
  for await (const bytes of from) {
    onBytes(bytes.length);
    yield bytes;
  }
}

function failing(error: string): ContainerStreams {
  const nothing = (async function* (): AsyncGenerator<Uint8Array> {})();
  return {
    stdout: nothing,
    stderr: nothing,
    write: async () => undefined,
    endInput: () => undefined,
    resize: () => undefined,
    exit: Promise.resolve({ error }),
    close: () => undefined,
  };
}
