import type { Clock } from '@drillyard/cluster';
import { VirtualClock } from '@drillyard/cluster/testing';
import { UnexpectedError } from '@drillyard/errors';
import {
  type Argv,
  CommandError,
  type CommandOptions,
  type CommandResult,
  type CommandRunner,
} from '../command-runner.js';

/** What a command of the script does. Delays pass on the runner's clock. */
export interface ScriptedReply {
  readonly stdout?: string | Uint8Array;
  /** Its lines, each with how long after the one before it is said; or all at once. */
  readonly stderr?: string | readonly { readonly line: string; readonly afterMs: number }[];
  /** 0 if not given. */
  readonly exitCode?: number;
  /** Until it ends, after its last line. */
  readonly afterMs?: number;
  /** It never ends by itself. */
  readonly hangs?: boolean;
  /** The program does not exist. */
  readonly missing?: boolean;
}
export type ScriptedAnswer =
  | ScriptedReply
  | ((
      argv: Argv,
      options: CommandOptions,
    ) => ScriptedReply | undefined | Promise<ScriptedReply | undefined>);

/**
 * Plays recorded outputs in place of programs, in their time and with their failures. Commands
 * are matched by their line (`docker network ls …`); of several scripts that match the one given
 * last answers, unless it declines with undefined.
 */
export class ScriptedCommandRunner implements CommandRunner {
  /** Every command that was run, as a line, in order. */
  readonly lines: string[] = [];
  readonly #scripts: { pattern: RegExp; answers: ScriptedAnswer[] }[] = [];

  constructor(readonly clock: Clock = new VirtualClock()) {}

  /** Answers are given in turn; the last one again and again. */
  on(pattern: RegExp, ...answers: ScriptedAnswer[]): this {
    this.#scripts.unshift({ pattern, answers });
    return this;
  }

  async run(argv: Argv, options: CommandOptions): Promise<CommandResult> {
    const line = argv.join(' ');
    this.lines.push(line);
    const startedMs = this.clock.now().getTime();
    const durationMs = () => this.clock.now().getTime() - startedMs;
    const fail = (code: CommandError['code'], outcome: Partial<CommandResult> = {}) =>
      new CommandError(code as 'COMMAND_FAILED', {
        ...{ argv, durationMs: durationMs(), secrets: options.secrets, env: options.env },
        ...outcome,
      });
    if (options.signal?.aborted) throw fail('COMMAND_ABORTED');
    const reply = await this.#reply(line, argv, options);
    if (reply.missing) throw fail('COMMAND_NOT_FOUND');
    const interruption = new Interruption(this.clock, options);
    const said: string[] = [];
    try {
      for (const { line, afterMs } of stderrLines(reply)) {
        await interruption.orAfter(afterMs);
        said.push(line);
        options.onStderrLine?.(line);
      }
      await interruption.orAfter(reply.hangs ? Number.POSITIVE_INFINITY : (reply.afterMs ?? 0));
    } catch (code) {
      throw fail(String(code), { stderr: said.join('\n') });
    } finally {
      interruption.end();
    }
    const stdoutBytes = Buffer.from(reply.stdout ?? '');
    const result = {
      ...{ stdout: stdoutBytes.toString('utf8'), stdoutBytes, stderr: said.join('\n') },
      durationMs: durationMs(),
    };
    if ((reply.exitCode ?? 0) === 0) return result;
    throw new CommandError('COMMAND_FAILED', {
      ...{ ...result, argv, exitCode: reply.exitCode, secrets: options.secrets, env: options.env },
    });
  }

  async #reply(line: string, argv: Argv, options: CommandOptions): Promise<ScriptedReply> {
    for (const { pattern, answers } of this.#scripts) {
      if (!pattern.test(line)) continue;
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      const reply = typeof answer === 'function' ? await answer(argv, options) : answer;
      if (reply !== undefined) return reply;
    }
    throw new UnexpectedError('NOT_SCRIPTED', `no answer is scripted for: ${line}`);
  }
}

function stderrLines({ stderr = [] }: ScriptedReply) {
  if (typeof stderr !== 'string') return stderr;
  return stderr === '' ? [] : stderr.split('\n').map((line) => ({ line, afterMs: 0 }));
}

/** Waits that end with the time limit, or when the command is called off: then with its code. */
class Interruption {
  readonly #clock: Clock;
  readonly #interrupted: Promise<never>;
  readonly #endings: (() => void)[] = [];

  constructor(clock: Clock, { timeoutMs, signal }: CommandOptions) {
    this.#clock = clock;
    this.#interrupted = new Promise((_, reject) => {
      this.#endings.push(clock.after(timeoutMs, () => reject('COMMAND_TIMED_OUT')));
      const onAbort = () => reject('COMMAND_ABORTED');
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#endings.push(() => signal?.removeEventListener('abort', onAbort));
    });
    this.#interrupted.catch(() => undefined);
  }

  async orAfter(delayMs: number): Promise<void> {
    if (delayMs === 0) return;
    const passed = new Promise<void>((resolve) => {
      if (Number.isFinite(delayMs)) this.#endings.push(this.#clock.after(delayMs, resolve));
    });
    await Promise.race([passed, this.#interrupted]);
  }

  end(): void {
    for (const ending of this.#endings) ending();
  }
}
