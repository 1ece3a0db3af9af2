import { type ChildProcess, spawn } from 'node:child_process';
import { OperationalError, UserError } from '@drillyard/errors';
import type { ScriptResult, WorkspaceScript } from '@drillyard/terminal';
import { scriptBytesMax, scriptDrainMs, scriptOutputBytesMax } from './limits.js';
import { killSession } from './process-session.js';
import { tailOf } from './sandbox/stream-tail.js';

/**
 * Runs what it reads: itself, or as a file where a #! line names the program. Scripts are short and many:
 * each program that starts around one costs more than most of what they do.
 * Without --norc bash would take our pipe for a network login and read the learner's ~/.bashrc.
 */
const launcher = `
IFS= read -r -d '' _text
exec < /dev/null 2>&1
if [[ $_text != '#!'* ]]; then eval "unset _text; $_text"; exit; fi
file=$(mktemp) && printf %s "$_text" > "$file" && chmod 700 "$file" || exit 125
unset _text
"$file"
status=$?
rm -f "$file"
exit $status
`;

/**
 * kubectl in a script is over before its garbage matters: collecting it, on every processor at once,
 * is a third of what a start costs. The limit is for whatever runs longer (Go's `runtime` documentation).
 */
const shortLivedGo = { GOGC: 'off', GOMEMLIMIT: '256MiB', GOMAXPROCS: '1' };

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
  const [program = '', ...args] = host.enter(['/bin/bash', '--norc', '-c', launcher, 'script']);
  const { cwd } = host;
  const env = { ...host.env, ...shortLivedGo };
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
