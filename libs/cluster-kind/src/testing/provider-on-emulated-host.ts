import { basename, join } from 'node:path';
import type { ClusterClient } from '@drillyard/cluster';
import { ClusterRecords } from '../cluster-record.js';
import { CommandLineEngine } from '../command-line-engine.js';
import { ImageArchive } from '../image-archive.js';
import { KindClusterProvider, type KindClusterProviderOptions } from '../kind-cluster-provider.js';
import { KindLifecycle } from '../kind-lifecycle.js';
import { NodeImages } from '../node-images.js';
import type { EmulatedHost } from './emulated-host.js';

export const emulatedInstance = 'c0ffee00';
const gib = 1024 ** 3;

export interface ProviderOnEmulatedHostOptions extends Partial<KindClusterProviderOptions> {
  readonly root: string;
  readonly connectTo?: (kubeconfig: string) => ClusterClient;
  readonly labImages?: readonly string[];
}

/** A provider as a process of its own would make it, on a host that is emulated. */
export function providerOnEmulatedHost(
  host: EmulatedHost,
  { root, labImages = [], ...options }: ProviderOnEmulatedHostOptions,
): Promise<KindClusterProvider> {
  const { runner, clock } = host;
  const engine = new CommandLineEngine('docker', runner);
  const records = new ClusterRecords(root);
  const lifecycle = new KindLifecycle({
    ...{ instance: emulatedInstance, runner, engine, kind: 'kind', images: new NodeImages() },
    labImages: new ImageArchive(engine, join(root, '..', `${basename(root)}-images`), labImages),
    ...{ records, clock, nodeLimits: { memoryBytes: 2 * gib, cpus: 2, pids: 4_096 } },
  });
  return KindClusterProvider.start({
    ...{ instance: emulatedInstance, engine, lifecycle, records, clock },
    ...{ capacity: { clustersMax: 10, memoryBytes: 64 * gib }, nodeMemoryBytes: 2 * gib },
    ...{ pool: [], nodeShells: true, onPoolFailure: () => {} },
    ...options,
  });
}
