import { describe, expect, it } from 'vitest';
import type { CommandOptions } from './command-runner.js';
import { CommandError } from './command-runner.js';
import { ExecaCommandRunner } from './execa-command-runner.js';

const runner = new ExecaCommandRunner({ PATH: process.env['PATH'] ?? '', COLOUR: 'green' });
const sh = (script: string, options: Partial<CommandOptions> = {}) =>
  runner.run(['sh', '-c', script], { timeoutMs: 30_000, ...options });
const failureOf = async (running: Promise<unknown>) => {
  const error = await running.catch((thrown: unknown) => thrown);
  if (error instanceof CommandError) return error;
  throw new Error(`not a CommandError: ${String(error)}`);
};

describe('ExecaCommandRunner', () => {
  it('answers with what was written, as text and as bytes', async () => {
    const result = await sh(String.raw`printf 'a\377\n'; echo oops >&2`);
    expect([...result.stdoutBytes]).toEqual([0x61, 0xff, 0x0a]);
    expect(result.stderr).toBe('oops\n');
    expect(result.durationMs).toBeGreaterThan(0);
  });

  it('gives input and a chosen environment, and nothing of its own', async () => {
    const { stdout } = await sh('cat; env | grep -c HOME; echo $COLOUR $EXTRA', {
      ...{ input: 'in\n', env: { EXTRA: 'more' } },
    });
    expect(stdout).toBe('in\n0\ngreen more\n');
  });

  it('tells of each line of stderr as it comes, whole', async () => {
    const lines: string[] = [];
    await sh(String.raw`printf 'one\r\ntw' >&2; printf 'o\n📦 three' >&2`, {
      onStderrLine: (line) => lines.push(line),
    });
    expect(lines).toEqual(['one', 'two', '📦 three']);
  });

  it('explains a failure without its secrets', async () => {
    const error = await failureOf(sh('echo "bad s3cret" >&2; exit 7', { secrets: ['s3cret'] }));
    expect(error).toMatchObject({
      ...{ code: 'COMMAND_FAILED', exitCode: 7, tail: 'bad [hidden]', retryable: true },
      message: expect.stringMatching(/^sh ended with exit code 7 after .* s: bad \[hidden\]$/),
      commandLine: `sh -c 'echo "bad [hidden]" >&2; exit 7'`,
    });
  });

  it('says that a program is missing', async () => {
    const error = await failureOf(runner.run(['no-such-program'], { timeoutMs: 1_000 }));
    expect(error).toMatchObject({ code: 'COMMAND_NOT_FOUND', retryable: false });
  });

  it('stops a command at its time limit, and what it has started', async () => {
    const lines: string[] = [];
    const error = await failureOf(
      sh('sleep 600 & echo $! >&2; trap "" TERM; wait', {
        ...{ timeoutMs: 200, onStderrLine: (line: string) => lines.push(line) },
      }),
    );
    expect(error).toMatchObject({ code: 'COMMAND_TIMED_OUT', retryable: true });
    expect(isAlive(Number(lines[0]))).toBe(false);
  });

  it('calls a command off, before it begins and in the middle', async () => {
    const controller = new AbortController();
    const error = await failureOf(
      sh('echo begun >&2; sleep 600', {
        ...{ signal: controller.signal, onStderrLine: () => controller.abort() },
      }),
    );
    expect(error.code).toBe('COMMAND_ABORTED');
    const late = await failureOf(sh('echo never', { signal: controller.signal }));
    expect(late.code).toBe('COMMAND_ABORTED');
  });

  it('stops a command that never stops talking', async () => {
    const error = await failureOf(sh('yes', {}));
    expect(error.code).toBe('COMMAND_OUTPUT_TOO_LARGE');
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
