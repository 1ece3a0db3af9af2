import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** RFC 1123 label, as `ClusterRequest.id` promises; nothing else can name a folder here. */
const idPattern = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
/** Written when a cluster is complete and removed first when it is deleted. */
const completeFile = 'complete';

export function isClusterId(id: string): boolean {
  return idPattern.test(id);
}

/** One cluster's folder. Without the mark of completeness it is the remains of a cut-short step. */
export class ClusterFolder {
  readonly path: string;

  constructor(root: string, id: string) {
    this.path = join(root, id);
  }

  get complete(): boolean {
    return existsSync(join(this.path, completeFile));
  }

  async make(): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
  }

  async markComplete(): Promise<void> {
    await writeFile(join(this.path, completeFile), '');
  }

  async remove(): Promise<void> {
    await rm(join(this.path, completeFile), { force: true });
    await rm(this.path, { recursive: true, force: true });
  }
}

/** Ids of all folders below `root`, complete or not. */
export async function listClusterFolders(root: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && isClusterId(entry.name))
      .map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
