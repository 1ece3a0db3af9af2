import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ContainerHost,
  ExecaCommandRunner,
  engineEnvironment,
  findContainerHost,
  instanceName,
  type KindProviderSettings,
  startKindProvider,
} from '@drillyard/cluster-kind';

const gibibyte = 1024 ** 3;
const nodeImage = process.env['DRILLYARD_KIND_NODE_IMAGE'];

/** Of every cluster these tests make. */
export const settings: KindProviderSettings = {
  nodeImages: nodeImage ? [nodeImage] : [],
  ...{ nodeMemoryBytes: 2 * gibibyte, nodeCpus: 2, nodePids: 4_096 },
  ...{ clustersMax: 6, pool: [] },
};

/** Clusters take minutes and gigabytes: only who asks for them gets them. */
export const isAskedFor = process.env['DRILLYARD_TEST_KIND'] === '1';

/** This machine with its engine and kind, or why clusters cannot be made on it. */
export async function findKindHost(): Promise<ContainerHost | string> {
  try {
    return await findContainerHost({
      runner: new ExecaCommandRunner(engineEnvironment(process.env)),
      kind: process.env['DRILLYARD_KIND'] || 'kind',
      readSysctl: (path) => readFile(path, 'utf8').catch(() => undefined),
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A server of its own on the engine, with a folder of its own; nothing of it is left. */
export async function kindSubject(
  host: ContainerHost,
  overrides: Partial<KindProviderSettings> = {},
) {
  const root = await mkdtemp(join(tmpdir(), 'drillyard-kind-'));
  const instance = instanceName(randomUUID());
  const failures: unknown[] = [];
  const start = () =>
    startKindProvider({
      ...{ host, instance, root, settings: { ...settings, ...overrides }, nodeShells: true },
      onPoolFailure: (error) => failures.push(error),
    });
  return {
    ...{ host, instance, failures, provider: await start(), restart: start },
    async cleanUp() {
      // What a pool that is not wanted any more left is removed at the start.
      const last = await startKindProvider({
        ...{ host, instance, root, settings, nodeShells: true, onPoolFailure: () => {} },
      });
      for (const id of await last.list()) await last.delete(id);
      await last.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
