import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OperationalError } from '@drillyard/errors';

/** Where things lie below DRILLYARD_HOME. */
export interface DataFolder {
  readonly home: string;
  readonly database: string;
  readonly clusters: string;
  /** Records and kubeconfigs of clusters that are containers. */
  readonly kindClusters: string;
  readonly workspaces: string;
  readonly recordings: string;
  readonly loginTokens: string;
  readonly lock: string;
}

/**
 * What belongs to lab sessions lies apart for each database: a server that is started with another
 * DATABASE_URL must not take the first one's clusters for orphans.
 */
export function dataFolderAt(home: string, databaseUrl?: string): DataFolder {
  const sessions =
    databaseUrl === undefined ? home : join(home, `postgresql-${shortHash(databaseUrl)}`);
  return {
    home,
    database: join(home, 'database'),
    clusters: join(sessions, 'clusters'),
    kindClusters: join(sessions, 'kind'),
    workspaces: join(sessions, 'workspaces'),
    recordings: join(sessions, 'recordings'),
    loginTokens: join(home, 'login-tokens'),
    lock: join(home, 'lock'),
  };
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/**
 * Makes the folders. Sandboxes that run as other users must be able to pass through the outer
 * ones to their workspace; what is secret lies in folders for their owner's eyes only.
 */
export async function createDataFolder(folder: DataFolder): Promise<void> {
  try {
    await mkdir(folder.home, { recursive: true, mode: 0o711 });
    await mkdir(dirname(folder.workspaces), { recursive: true, mode: 0o711 });
    for (const secret of [
      folder.database,
      folder.clusters,
      folder.recordings,
      folder.loginTokens,
    ]) {
      await mkdir(secret, { recursive: true, mode: 0o700 });
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new OperationalError(
      'DATA_FOLDER_UNUSABLE',
      `The data folder ${folder.home} cannot be made: ${reason}. Choose another with DRILLYARD_HOME=<folder>.`,
      { cause },
    );
  }
}

/**
 * Names this data folder in a database that several servers share: the clusters and workspaces
 * of a lab session lie in one of them.
 */
export async function readHostId(folder: DataFolder): Promise<string> {
  const path = join(folder.home, 'host-id');
  try {
    return await readFile(path, 'utf8');
  } catch {
    const id = randomUUID();
    await writeFile(path, id, { mode: 0o600 });
    return id;
  }
}
