import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedCluster } from '@drillyard/cluster-embedded';

/** A client that answers at all does so within seconds; this is for one that never does. */
const clientLimitMs = 30_000;

export interface ClientAnswer {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

/** Whether a program runs on this machine: what is not there is skipped by name. */
export function isInstalled(program: string, ...args: string[]): boolean {
  const { status, error } = spawnSync(program, args, { stdio: 'ignore' });
  return error === undefined && status === 0;
}

/** A cluster of its own in memory, and an empty folder with its `kubeconfig` to run clients in. */
export class ClientWorkplace {
  private constructor(
    readonly cluster: EmbeddedCluster,
    readonly folder: string,
    readonly unexpected: readonly unknown[],
  ) {}

  static async open(): Promise<ClientWorkplace> {
    const unexpected: unknown[] = [];
    const onUnexpected = (error: unknown) => void unexpected.push(error);
    const cluster = await EmbeddedCluster.start({ onUnexpected });
    const folder = await mkdtemp(join(tmpdir(), 'drillyard-clients-'));
    await writeFile(join(folder, 'kubeconfig'), cluster.adminKubeconfig(), { mode: 0o600 });
    return new ClientWorkplace(cluster, folder, unexpected);
  }

  get kubeconfig(): string {
    return join(this.folder, 'kubeconfig');
  }

  write(name: string, text: string): Promise<void> {
    return writeFile(join(this.folder, name), text);
  }

  run(program: string, ...args: string[]): Promise<ClientAnswer> {
    const environment = {
      PATH: process.env['PATH'] ?? '',
      HOME: this.folder,
      KUBECONFIG: this.kubeconfig,
      LC_ALL: 'C.UTF-8',
      NO_PROXY: '*',
    };
    const options = { cwd: this.folder, env: environment, timeout: clientLimitMs };
    return new Promise((resolve) => {
      const child = execFile(program, args, options, (error, output, errors) => {
        resolve({ exitCode: error === null ? 0 : Number(error.code ?? -1), output, errors });
      });
      child.stdin?.end();
    });
  }

  async close(): Promise<void> {
    await this.cluster.close();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
