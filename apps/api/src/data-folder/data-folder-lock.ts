import { closeSync, openSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { OperationalError } from '@drillyard/errors';

/**
 * One server at a time uses a data folder: two on one PGlite folder lose data silently.
 *
 * The lock is a Unix socket on which the holder listens. The kernel stops answering on it the
 * moment the holder dies, however it dies, so nothing depends on process ids, which are reused
 * and differ between containers. A socket nobody answers on is taken over.
 */
export interface DataFolderLock {
  /** Tells whoever asks for the holder where it can be reached. */
  announce(url: string): void;
  release(): Promise<void>;
}

/** What the holder says of itself. */
export interface LockHolder {
  readonly pid?: number;
  readonly url?: string;
}

/** A holder that is busy answers late; one that hangs is still alive. */
const answerLimitMs = 2_000;
/** A holder's answer is one short line. */
const answerBytesMax = 4_096;

export async function lockDataFolder(path: string): Promise<DataFolderLock> {
  let url: string | undefined;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(JSON.stringify({ pid: process.pid, ...(url && { url }) }));
  });
  const address = openSocketAddress(path);
  try {
    await listen(server, address.path).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw unusable(path, error);
      await removeIfDead(path);
      await listen(server, address.path).catch(() => refuse(path, undefined));
    });
  } catch (error) {
    address.close();
    throw error;
  }
  server.unref();
  return {
    announce: (at) => {
      url = at;
    },
    release: () =>
      new Promise((resolve) =>
        server.close(() => {
          address.close();
          resolve();
        }),
      ),
  };
}

/** Asks who holds the lock; undefined where nobody does. */
export async function findLockHolder(path: string): Promise<LockHolder | undefined> {
  let address: SocketAddress;
  try {
    address = openSocketAddress(path);
  } catch {
    return undefined;
  }
  try {
    return await ask(address.path);
  } finally {
    address.close();
  }
}

/**
 * Removes a socket nobody answers on. It is moved aside first and asked again there: if another
 * server took the lock over in the meantime, it gets its socket back.
 */
async function removeIfDead(path: string): Promise<void> {
  const holder = await findLockHolder(path);
  if (holder !== undefined) refuse(path, holder);
  const aside = `${path}.${process.pid}`;
  await rename(path, aside).catch(() => refuse(path, undefined));
  const successor = await findLockHolder(aside);
  if (successor !== undefined) {
    await rename(aside, path);
    refuse(path, successor);
  }
  await rm(aside, { force: true });
}

function refuse(path: string, holder: LockHolder | undefined): never {
  const who = holder?.pid === undefined ? 'another server' : `process ${holder.pid}`;
  const where = holder?.url === undefined ? '' : `, which serves ${holder.url}`;
  throw new OperationalError(
    'DATA_FOLDER_IN_USE',
    `The data folder ${dirname(path)} is in use by ${who}${where}. ` +
      'Stop that one, or choose another folder: DRILLYARD_HOME=<folder>.',
    { details: { ...holder } },
  );
}

function unusable(path: string, cause: NodeJS.ErrnoException): OperationalError {
  return new OperationalError(
    'DATA_FOLDER_UNUSABLE',
    `The data folder ${dirname(path)} cannot be locked: ${cause.message}. It must be yours and on a ` +
      'file system with Unix sockets; DRILLYARD_HOME=<folder> chooses another.',
    { cause },
  );
}

interface SocketAddress {
  readonly path: string;
  close(): void;
}

/** A socket's path has at most 107 bytes; through the open folder, any folder will do. */
function openSocketAddress(path: string): SocketAddress {
  if (process.platform !== 'linux') return { path, close: () => undefined };
  const folder = openSync(dirname(path), 'r');
  return {
    path: join('/proc/self/fd', String(folder), basename(path)),
    close: () => closeSync(folder),
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

function ask(path: string): Promise<LockHolder | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    let answer = '';
    socket.setEncoding('utf8').setTimeout(answerLimitMs, () => {
      socket.destroy();
      resolve({});
    });
    socket.on('data', (text) => {
      answer = (answer + text).slice(0, answerBytesMax);
    });
    socket.on('end', () => resolve(parseHolder(answer)));
    socket.on('error', () => resolve(undefined));
  });
}

function parseHolder(answer: string): LockHolder {
  try {
    return JSON.parse(answer);
  } catch {
    return {};
  }
}
