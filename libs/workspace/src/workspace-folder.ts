import { createHash } from 'node:crypto';
import { chown, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the parts of a workspace are on the host. */
export interface WorkspaceFolder {
  readonly path: string;
  readonly home: string;
  /** Generated files the sandbox shows read-only. */
  readonly system: string;
  /** Empty; a new root is built on it. */
  readonly root: string;
}

/** What has to outlive the server, beside the home itself. */
export interface WorkspaceRecord {
  readonly slot: number;
  /** The kubeconfig put into the home last: one the learner changed is not overwritten. */
  readonly kubeconfig?: { readonly sha256: string; readonly endpoint: string };
}

export function workspaceFolder(path: string): WorkspaceFolder {
  return {
    path,
    home: join(path, 'home'),
    system: join(path, 'system'),
    root: join(path, 'root'),
  };
}

/** Only the home is the learner's; its way there can be passed through, not listed. */
export async function makeFolders(
  folder: WorkspaceFolder,
  user: { readonly uid: number; readonly gid: number },
): Promise<void> {
  await mkdir(folder.path, { recursive: true, mode: 0o711 });
  for (const path of [folder.root, folder.system]) await mkdir(path, { recursive: true });
  await mkdir(folder.home, { recursive: true, mode: 0o700 });
  const { uid, gid } = await stat(folder.home);
  if (uid !== user.uid || gid !== user.gid) await chown(folder.home, user.uid, user.gid);
}

const recordName = 'workspace.json';

/** Undefined where no workspace is, or its making was cut short before it had a user. */
export async function readRecord(folder: WorkspaceFolder): Promise<WorkspaceRecord | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(join(folder.path, recordName), 'utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export async function writeRecord(folder: WorkspaceFolder, record: WorkspaceRecord): Promise<void> {
  const path = join(folder.path, recordName);
  await writeFile(`${path}.new`, JSON.stringify(record), { mode: 0o600 });
  await rename(`${path}.new`, path);
}

export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function isRecord(value: unknown): value is WorkspaceRecord {
  return (
    typeof value === 'object' && value !== null && 'slot' in value && Number.isInteger(value.slot)
  );
}
