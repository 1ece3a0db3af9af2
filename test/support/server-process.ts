import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** From spawn to the printed address: a cold build on a slow machine fits in. */
const startLimitMs = 120_000;

export interface ServerProcess {
  /** Such as `http://127.0.0.1:41234`. */
  readonly url: string;
  /** The printed link with its one-time token. */
  readonly loginLink: string;
  readonly pid: number;
  /** Everything the server wrote to stderr so far: its structured log. */
  readonly log: () => string;
  /** Sends the signal and waits for the end; the exit code, null when the signal ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** A data folder of the test's own, removed by `remove`. */
export async function temporaryHome(): Promise<{ home: string; remove: () => Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), 'drillyard-e2e-'));
  return { home, remove: () => rm(home, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Starts the product as its user does, in a process of its own, on a free port. */
export async function startServer(
  home: string,
  environment: Record<string, string> = {},
): Promise<ServerProcess> {
  const child = spawnServer(home, environment);
  let out = '';
  let log = '';
  child.stderr?.on('data', (chunk) => {
    log += chunk;
  });
  const loginLink = await new Promise<string>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`no address printed:\n${log}`)), startLimitMs);
    child.stdout?.on('data', (chunk) => {
      out += chunk;
      const link = /https?:\/\/\S+\?token=\S+/.exec(out);
      if (link === null) return;
      clearTimeout(limit);
      resolve(link[0]);
    });
    child.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`the server ended with code ${code}:\n${out}\n${log}`));
    });
  });
  return {
    url: new URL(loginLink).origin,
    loginLink,
    pid: child.pid ?? 0,
    log: () => log,
    stop: (signal = 'SIGTERM') => stop(child, signal),
  };
}

/** Runs the server where it is expected to refuse; resolves with what it said and its exit code. */
export async function expectRefusal(home: string, environment: Record<string, string> = {}) {
  const child = spawnServer(home, environment);
  let said = '';
  child.stdout?.on('data', (chunk) => {
    said += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const [exitCode] = await once(child, 'close');
  return { exitCode: exitCode as number | null, said };
}

function spawnServer(home: string, environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ['bin/drillyard.mjs', 'serve'], {
    cwd: root,
    env: { ...process.env, PORT: '0', DRILLYARD_HOME: home, DATABASE_URL: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  const [code] = await exited;
  return code as number | null;
}
