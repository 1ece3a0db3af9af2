import { OperationalError } from '@drillyard/errors';
import { commandLine, redactArgv, redactText } from './command-line.js';

/** A program and its arguments; no shell reads them. */
export type Argv = readonly [string, ...string[]];

export interface CommandOptions {
  /** Every command has an end: the process is killed after so long. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** What the command reads; its input is empty without it. */
  readonly input?: string | Uint8Array | undefined;
  /** Added to the environment the runner gives to every command. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Hears each line of stderr when it is complete, without its end of line. */
  readonly onStderrLine?: ((line: string) => void) | undefined;
  /** Values that are shown to nobody, wherever in the arguments they stand. */
  readonly secrets?: readonly string[] | undefined;
}

export interface CommandResult {
  readonly stdout: string;
  /** The same as bytes, for files that are not text. */
  readonly stdoutBytes: Uint8Array;
  readonly stderr: string;
  readonly durationMs: number;
}

/**
 * Runs programs of the host. Whatever is wrong is a {@link CommandError}: a program that is
 * missing, that fails, takes too long, says too much, or is called off.
 */
export interface CommandRunner {
  run(argv: Argv, options: CommandOptions): Promise<CommandResult>;
}

export type CommandFailure =
  | 'COMMAND_NOT_FOUND'
  | 'COMMAND_FAILED'
  | 'COMMAND_TIMED_OUT'
  | 'COMMAND_ABORTED'
  | 'COMMAND_OUTPUT_TOO_LARGE';

export interface CommandOutcome {
  readonly argv: Argv;
  /** Undefined where the process was killed or never started. */
  readonly exitCode?: number | undefined;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly durationMs: number;
  readonly secrets?: readonly string[] | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly cause?: unknown;
}

/** How much of an output an error carries: a screen of it, where tools say what was wrong. */
export const tailChars = 2_000;

/** A command that did not do what it was asked; everything in it may be logged. */
export class CommandError extends OperationalError {
  /** Without secrets. */
  readonly argv: readonly string[];
  readonly exitCode: number | undefined;
  /** The end of what it said on stderr, or on stdout where stderr is empty. */
  readonly tail: string;
  readonly durationMs: number;
  /** Can be pasted into a shell, secrets apart. */
  readonly commandLine: string;

  constructor(code: CommandFailure, outcome: CommandOutcome) {
    const { exitCode, durationMs, secrets = [], env = {} } = outcome;
    const argv = redactArgv(outcome.argv, secrets);
    const said = (outcome.stderr ?? '').trim() || (outcome.stdout ?? '').trim();
    const tail = redactText(said, secrets).slice(-tailChars);
    const line = commandLine(argv, env);
    super(code, `${sentence(code, argv[0] ?? '', exitCode, durationMs)}${lastLine(tail)}`, {
      cause: outcome.cause,
      details: { commandLine: line, exitCode, durationMs, tail },
      retryable: code === 'COMMAND_FAILED' || code === 'COMMAND_TIMED_OUT',
    });
    this.argv = argv;
    this.exitCode = exitCode;
    this.tail = tail;
    this.durationMs = durationMs;
    this.commandLine = line;
  }
}

function sentence(
  code: CommandFailure,
  program: string,
  exitCode: number | undefined,
  durationMs: number,
): string {
  const after = `after ${(durationMs / 1000).toFixed(1)} s`;
  switch (code) {
    case 'COMMAND_NOT_FOUND':
      return `${program} was not found: install it, or name its path`;
    case 'COMMAND_FAILED':
      return exitCode === undefined
        ? `${program} was killed ${after}`
        : `${program} ended with exit code ${exitCode} ${after}`;
    case 'COMMAND_TIMED_OUT':
      return `${program} did not end in time and was stopped ${after}`;
    case 'COMMAND_ABORTED':
      return `${program} was called off ${after}`;
    case 'COMMAND_OUTPUT_TOO_LARGE':
      return `${program} wrote more than is read of it and was stopped ${after}`;
  }
}

function lastLine(tail: string): string {
  const line = tail.split('\n').at(-1)?.trim();
  return line ? `: ${line}` : '';
}
