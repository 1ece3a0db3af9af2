import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LearnerRole } from './learner.js';

/**
 * One-time login tokens: 256 random bits for whoever starts the server, and an empty file named
 * by their SHA-256 and the role they give in the data folder. Whoever removes the file has used the
 * token; the kernel lets one caller do that.
 */

/** Long enough to start the server in the evening and open the link in the morning. */
export const loginTokenLifetimeMs = 24 * 60 * 60 * 1000;

/** What follows the hash in the name of the file. */
const suffixes: Readonly<Record<LearnerRole, string>> = { learner: '', operator: '.operator' };
const roles: readonly LearnerRole[] = ['learner', 'operator'];

/** Makes a token; only its hash is kept. */
export async function issueLoginToken(
  folder: string,
  role: LearnerRole = 'learner',
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(pathOf(folder, token, role), '', { mode: 0o600, flag: 'wx' });
  return token;
}

/** The page where the token is used. */
export function loginLink(url: string, token: string, role: LearnerRole): string {
  return `${url}/${role === 'operator' ? 'operator' : ''}?token=${token}`;
}

/** Uses a token up for the role it gives; undefined where it never existed, was used or is too old. */
export async function consumeLoginToken(
  folder: string,
  token: string,
  now: Date,
): Promise<LearnerRole | undefined> {
  for (const role of roles) {
    const path = pathOf(folder, token, role);
    try {
      const { mtimeMs } = await stat(path);
      await unlink(path);
      return now.getTime() - mtimeMs < loginTokenLifetimeMs ? role : undefined;
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return undefined;
}

/** Whether the token, where it was not used yet, makes an operator. */
export async function isOperatorToken(folder: string, token: string): Promise<boolean> {
  return stat(pathOf(folder, token, 'operator')).then(
    () => true,
    () => false,
  );
}

function pathOf(folder: string, token: string, role: LearnerRole): string {
  return join(folder, `${hashOf(token)}${suffixes[role]}`);
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
