import { StringDecoder } from 'node:string_decoder';
import { execa } from 'execa';
import {
  type Argv,
  CommandError,
  type CommandFailure,
  type CommandOptions,
  type CommandResult,
  type CommandRunner,
} from './command-runner.js';

/** Of stdout, and of stderr: far beyond what kind or an engine says, far below what hurts. */
const outputBytesMax = 16 * 1024 * 1024;
/** For a process to end by itself once it is told to; then it is killed. */
const graceMs = 3_000;

/** The environment commands may see: where the engine is, and nothing of this server's. */
export type CommandEnvironment = Readonly<Record<string, string>>;

/** Processes of this host, each in a group of its own, so that what they start ends with them. */
export class ExecaCommandRunner implements CommandRunner {
  constructor(private readonly environment: CommandEnvironment) {}

  async run(argv: Argv, options: CommandOptions): Promise<CommandResult> {
    const { timeoutMs, signal, input = '', env = {}, secrets } = options;
    if (signal?.aborted) throw new CommandError('COMMAND_ABORTED', { argv, durationMs: 0 });
    const [file, ...args] = argv;
    const child = execa(file, args, {
      ...{ input, detached: true, cleanup: false, reject: false, stripFinalNewline: false },
      ...{ encoding: 'buffer', maxBuffer: outputBytesMax },
      ...{ env: { ...this.environment, ...env }, extendEnv: false },
    });
    const ending = new ProcessGroupEnding(child.pid);
    const timer = setTimeout(() => ending.begin('COMMAND_TIMED_OUT'), timeoutMs);
    const onAbort = () => ending.begin('COMMAND_ABORTED');
    signal?.addEventListener('abort', onAbort, { once: true });
    if (options.onStderrLine !== undefined) eachLine(child.stderr, options.onStderrLine);
    try {
      const result = await child;
      const stdout = Buffer.from(result.stdout).toString('utf8');
      const stderr = Buffer.from(result.stderr).toString('utf8');
      const { durationMs, exitCode, failed } = result;
      if (!failed && ending.reason === undefined) {
        return { stdout, stdoutBytes: result.stdout, stderr, durationMs };
      }
      const outcome = { argv, exitCode, stdout, stderr, durationMs, secrets, env };
      const code = result.isMaxBuffer ? 'COMMAND_OUTPUT_TOO_LARGE' : failureOf(result.code);
      throw new CommandError(ending.reason ?? code, { ...outcome, cause: result.cause });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      ending.finish();
    }
  }
}

function failureOf(code: string | undefined): CommandFailure {
  return code === 'ENOENT' || code === 'EACCES' ? 'COMMAND_NOT_FOUND' : 'COMMAND_FAILED';
}

/** Ends a process and all it has started: asks first, kills then. */
class ProcessGroupEnding {
  reason: CommandFailure | undefined;
  #killing: NodeJS.Timeout | undefined;

  constructor(private readonly pid: number | undefined) {}

  begin(reason: CommandFailure): void {
    if (this.reason !== undefined) return;
    this.reason = reason;
    this.#signal('SIGTERM');
    this.#killing = setTimeout(() => this.#signal('SIGKILL'), graceMs);
  }

  /** The leader is gone; what it left running of its group goes too. */
  finish(): void {
    clearTimeout(this.#killing);
    if (this.reason !== undefined) this.#signal('SIGKILL');
  }

  #signal(name: NodeJS.Signals): void {
    if (this.pid === undefined) return;
    try {
      process.kill(-this.pid, name);
    } catch {
      // The group has ended.
    }
  }
}

function eachLine(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line.replace(/\r$/, ''));
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}
