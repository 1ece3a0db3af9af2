import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * One-time login tokens: 256 random bits for whoever starts the server, and an empty file named
 * by their SHA-256 in the data folder. Whoever removes the file has used the token; the kernel
 * lets one caller do that.
 */

/** Long enough to start the server in the evening and open the link in the morning. */
export const loginTokenLifetimeMs = 24 * 60 * 60 * 1000;

/** Makes a token; only its hash is kept. */
export async function issueLoginToken(folder: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, hashOf(token)), '', { mode: 0o600, flag: 'wx' });
  return token;
}

/** Uses a token up; false where it never existed, was used before or is too old. */
export async function consumeLoginToken(
  folder: string,
  token: string,
  now: Date,
): Promise<boolean> {
  const path = join(folder, hashOf(token));
  try {
    const { mtimeMs } = await stat(path);
    await unlink(path);
    return now.getTime() - mtimeMs < loginTokenLifetimeMs;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Removes the tokens that are too old to be used. */
export async function sweepLoginTokens(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (now.getTime() - mtimeMs >= loginTokenLifetimeMs) await unlink(path);
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
