import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { UserError } from '@drillyard/errors';

/**
 * Keeps a second process off a folder. The lock is a Unix socket the holder listens on: the kernel
 * stops answering on it when the holder dies, however it dies, so a dead lock is recognised.
 * @returns how to release it. @throws UserError FOLDER_IN_USE
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'lock');
  const server = createServer((socket) => socket.destroy());
  try {
    await listen(server, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    if (await isAnswered(path)) {
      throw new UserError(
        'FOLDER_IN_USE',
        `another process uses ${folder}: end it, or choose another folder`,
      );
    }
    await rm(path, { force: true });
    await listen(server, path);
  }
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

async function listen(server: Server, path: string): Promise<void> {
  server.listen(path);
  await once(server, 'listening');
}

async function isAnswered(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
