import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What this server knows of a cluster it makes, has, or is removing. */
const recordSchema = z.object({
  /** Of the kind cluster and of its network. */
  name: z.string(),
  /** Whose it is (`ClusterRequest.id`); undefined while it waits in the pool. */
  id: z.string().optional(),
  /** Clusters of one shape can stand in for each other. */
  shape: z.string(),
  /** How many containers it is, which is what it takes of the host. */
  nodes: z.int().min(1),
  /** Everything is made, and nothing is being removed. */
  complete: z.boolean(),
});
export type ClusterRecord = z.infer<typeof recordSchema>;

const recordFile = 'cluster.json';
const kubeconfigFile = 'kubeconfig';
const graderKubeconfigFile = 'grader.kubeconfig';

/**
 * One folder for each cluster: its record, and the kubeconfigs that reach it. The record is
 * written before anything is made and removed after everything is gone, so that what an
 * interrupted step left behind has a name.
 */
export class ClusterRecords {
  constructor(private readonly root: string) {}

  folder(name: string): string {
    return join(this.root, name);
  }

  kubeconfigPath(name: string): string {
    return join(this.folder(name), kubeconfigFile);
  }

  graderKubeconfigPath(name: string): string {
    return join(this.folder(name), graderKubeconfigFile);
  }

  /** In one step: a reader finds the record that was or the one that is. */
  async write(record: ClusterRecord): Promise<void> {
    await mkdir(this.folder(record.name), { recursive: true, mode: 0o700 });
    await this.writeFile(record.name, recordFile, JSON.stringify(record));
  }

  async writeFile(name: string, file: string, text: string): Promise<string> {
    const path = join(this.folder(name), file);
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, text, { mode: 0o600 });
    await rename(draft, path);
    return path;
  }

  /** Of every folder there is; one without a readable record is the remains of something. */
  async list(): Promise<ClusterRecord[]> {
    const names = await readdir(this.root).catch(absent);
    return Promise.all((names ?? []).map((name) => this.#read(name)));
  }

  async find(id: string): Promise<ClusterRecord | undefined> {
    return (await this.list()).find((record) => record.id === id);
  }

  async remove(name: string): Promise<void> {
    await rm(this.folder(name), { recursive: true, force: true });
  }

  async #read(name: string): Promise<ClusterRecord> {
    const text = await readFile(join(this.folder(name), recordFile), 'utf8').catch(absent);
    const parsed = recordSchema.safeParse(parseJson(text));
    if (parsed.success && parsed.data.name === name) return parsed.data;
    return { name, id: name, shape: '', nodes: 1, complete: false };
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}
