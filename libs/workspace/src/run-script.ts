import { type ChildProcess, spawn } from 'node:child_process';
import { OperationalError, UserError } from '@drillyard/errors';
import type { ScriptResult, WorkspaceScript } from '@drillyard/terminal';
import { scriptBytesMax, scriptDrainMs, scriptOutputBytesMax } from './limits.js';
import { killSession } from './process-session.js';
import { tailOf } from './sandbox/stream-tail.js';

/**
 * Puts what it reads into a file and runs that: by bash, or by the program its #! line names.
 * Without --norc bash would take our pipe for a network login and read the learner's ~/.bashrc.
 */
const launcher = `
script=$(mktemp) && cat > "$script" && chmod 700 "$script" || exit 125
if [ "$(head -c 2 "$script")" = '#!' ]; then set -- "$script"; else set -- bash "$script"; fi
"$@" < /dev/null 2>&1
status=$?
rm -f "$script"
exit $status
`;

export interface ScriptHost {
  /** Turns a command line of the workspace into one of the host. */
  enter(command: readonly string[]): readonly string[];
  readonly env: Record<string, string>;
  readonly cwd: string;
}

/**
 * Runs a script to its end. At its time limit, or when the signal aborts, every process of its
 * session is killed; what it moved to another session ends with the workspace.
 */
export async function runScript(host: ScriptHost, script: WorkspaceScript): Promise<ScriptResult> {
  const { text, timeoutMs, signal } = script;
  if (Buffer.byteLength(text) > scriptBytesMax) {
    throw new UserError('SCRIPT_TOO_LARGE', `A script is at most ${scriptBytesMax} bytes long.`);
  }
  signal?.throwIfAborted();
  const [program = '', ...args] = host.enter(['/bin/bash', '--norc', '-c', launcher]);
  const { env, cwd } = host;
  const child = spawn(program, args, { env, cwd, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  const output = tailOf(child.stdout, scriptOutputBytesMax);
  const diagnostic = tailOf(child.stderr, scriptOutputBytesMax);
  child.stdin.on('error', () => undefined);
  child.stdin.end(text);
  let stopped = false;
  const stop = () => {
    stopped = true;
    if (child.pid !== undefined) void killSession(child.pid, 0);
  };
  const timer = setTimeout(stop, timeoutMs);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const exitCode = await exitCodeOf(child);
    signal?.throwIfAborted();
    return { exitCode: stopped ? undefined : exitCode, output: output() + diagnostic() };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

/**
 * Waits for the script, then for the rest of its output; a background process that keeps the
 * pipe open is not waited for long. Ended by a signal counts as the shell counts it, 128 + n.
 */
function exitCodeOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) =>
      reject(
        new OperationalError('SCRIPT_NOT_STARTED', `The script did not start: ${cause.message}`, {
          cause,
        }),
      ),
    );
    child.once('exit', (code) => {
      const drained = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, scriptDrainMs);
      child.once('close', () => {
        clearTimeout(drained);
        resolve(code ?? signalledExitCode);
      });
    });
  });
}

/** 128 + SIGKILL: the only signal a whole session of ours is ended by. */
const signalledExitCode = 137;
