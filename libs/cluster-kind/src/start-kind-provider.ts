import { type Clock, SystemClock } from '@drillyard/cluster';
import { ClusterRecords } from './cluster-record.js';
import type { ContainerHost } from './container-host.js';
import { ImageArchive } from './image-archive.js';
import { KindClusterProvider } from './kind-cluster-provider.js';
import type { ExtraMount } from './kind-config.js';
import { KindLifecycle } from './kind-lifecycle.js';
import { NodeImages } from './node-images.js';
import type { PoolTarget } from './pool/warm-pool.js';

/** What an operator decides about kind clusters. */
export interface KindProviderSettings {
  /** Images of nodes, by tag and digest, in place of kind's or besides them. */
  readonly nodeImages: readonly string[];
  /** Limits of each node. */
  readonly nodeMemoryBytes: number;
  readonly nodeCpus: number;
  readonly nodePids: number;
  /** Of all clusters, those of the pool among them. */
  readonly clustersMax: number;
  /** For all clusters; three quarters of what the engine has if not given. */
  readonly memoryBytes?: number | undefined;
  readonly pool: readonly PoolTarget[];
  readonly extraMounts?: readonly ExtraMount[];
  /** Images that every new cluster has without a registry. */
  readonly labImages?: readonly string[];
  /** Whether clusters reach beyond the host where their lab does not say. */
  readonly egress?: boolean;
}

export interface StartKindProviderOptions {
  readonly host: ContainerHost;
  readonly instance: string;
  /** Folder of the clusters' records and kubeconfigs; made when the first one is. */
  readonly root: string;
  readonly settings: KindProviderSettings;
  readonly nodeShells: boolean;
  readonly onPoolFailure: (error: unknown) => void;
  readonly clock?: Clock;
}

/** The rest is for the host itself, the engine, and the learners' workstations. */
const shareOfMemory = 0.75;

/** Puts a provider together from its parts, and takes up what an earlier process left. */
export function startKindProvider(options: StartKindProviderOptions): Promise<KindClusterProvider> {
  const { host, instance, root, settings, clock = new SystemClock() } = options;
  const { runner, engine, kind, info } = host;
  const { nodeMemoryBytes, nodeCpus, nodePids, clustersMax, pool } = settings;
  const records = new ClusterRecords(root);
  const lifecycle = new KindLifecycle({
    ...{ instance, runner, engine, kind, records, clock },
    images: new NodeImages(settings.nodeImages),
    nodeLimits: { memoryBytes: nodeMemoryBytes, cpus: nodeCpus, pids: nodePids },
    extraMounts: settings.extraMounts ?? [],
    labImages: new ImageArchive(engine, `${root}-images`, settings.labImages ?? []),
    egress: settings.egress ?? false,
  });
  const memoryBytes = settings.memoryBytes ?? Math.floor(info.memoryBytes * shareOfMemory);
  return KindClusterProvider.start({
    ...{ instance, engine, lifecycle, records, clock, nodeMemoryBytes, pool },
    capacity: { clustersMax, memoryBytes },
    ...{ nodeShells: options.nodeShells, onPoolFailure: options.onPoolFailure },
  });
}
