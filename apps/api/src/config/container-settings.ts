import {
  type EngineName,
  engineEnvironment,
  engineNames,
  type KindProviderSettings,
} from '@drillyard/cluster-kind';
import { z } from 'zod';

export const clusterProviderNames = ['embedded', 'kind'] as const;
export type ClusterProviderName = (typeof clusterProviderNames)[number];

const mebibyte = 1024 ** 2;
const list = (text: string) => text.split(',').map((part) => part.trim());
/** Clusters kept ready: `0:2` are two with no worker, `0:2,1:1` also one with one worker. */
const poolPattern = /^\d:\d{1,2}(,\s*\d:\d{1,2})*$/;

/** Folders of the engine's host that nodes see: `/srv/images:/images`, writable with `:rw`. */
const mountsPattern = /^\/[^:,]*:\/[^:,]+(:r[ow])?(,\s*\/[^:,]*:\/[^:,]+(:r[ow])?)*$/;

/** The settings of clusters that are made of containers, by their environment variables. */
export const containerEnvironment = {
  /** Where clusters come from, the preferred provider first. */
  DRILLYARD_CLUSTERS: z
    .string()
    .default('embedded')
    .transform(list)
    .pipe(z.array(z.enum(clusterProviderNames)).min(1)),
  DRILLYARD_ENGINE: z.enum(engineNames).optional(),
  DRILLYARD_KIND: z.string().default('kind'),
  DRILLYARD_KIND_NODE_IMAGE: z.string().transform(list).optional(),
  /** Images that every cluster has, since its nodes reach no registry. */
  DRILLYARD_KIND_IMAGES: z.string().transform(list).optional(),
  DRILLYARD_KIND_MOUNTS: z
    .string()
    .regex(mountsPattern, 'is to read like /srv/images:/images,/srv/data:/data:rw')
    .optional(),
  /** Whether nodes and pods reach beyond the host. */
  DRILLYARD_KIND_EGRESS: z.enum(['0', '1']).default('0'),
  DRILLYARD_KIND_POOL: z.string().regex(poolPattern, 'is to read like 0:2,1:1').optional(),
  DRILLYARD_KIND_CLUSTERS_MAX: z.coerce.number().int().min(1).max(1_000).default(20),
  DRILLYARD_KIND_MEMORY_MIB: z.coerce.number().int().min(512).optional(),
  /** A control plane takes about 700 MiB; the rest is for a lab's pods. */
  DRILLYARD_KIND_NODE_MEMORY_MIB: z.coerce.number().int().min(512).default(2_048),
  DRILLYARD_KIND_NODE_CPUS: z.coerce.number().min(0.5).max(256).default(2),
  /** Kubernetes itself has some hundred threads; a fork bomb ends here. */
  DRILLYARD_KIND_NODE_PIDS: z.coerce.number().int().min(1_000).default(4_096),
  /** Of learners' workstations beside kind clusters, built from toolbox/. */
  DRILLYARD_TOOLBOX_IMAGE: z.string().default('drillyard-toolbox'),
};

export interface ContainerConfig {
  /** Undefined: docker where it answers, else podman. */
  readonly engine: EngineName | undefined;
  readonly kind: string;
  readonly settings: KindProviderSettings;
  readonly toolboxImage: string;
  /** What programs that are run may see of the environment. */
  readonly environment: Readonly<Record<string, string>>;
}

type ContainerEnvironment = z.infer<z.ZodObject<typeof containerEnvironment>>;

export function toContainerConfig(
  settings: ContainerEnvironment,
  environment: NodeJS.ProcessEnv,
): ContainerConfig {
  const { DRILLYARD_KIND_MEMORY_MIB: memoryMib } = settings;
  return {
    engine: settings.DRILLYARD_ENGINE,
    kind: settings.DRILLYARD_KIND,
    toolboxImage: settings.DRILLYARD_TOOLBOX_IMAGE,
    settings: {
      nodeImages: settings.DRILLYARD_KIND_NODE_IMAGE ?? [],
      nodeMemoryBytes: settings.DRILLYARD_KIND_NODE_MEMORY_MIB * mebibyte,
      nodeCpus: settings.DRILLYARD_KIND_NODE_CPUS,
      nodePids: settings.DRILLYARD_KIND_NODE_PIDS,
      clustersMax: settings.DRILLYARD_KIND_CLUSTERS_MAX,
      memoryBytes: memoryMib === undefined ? undefined : memoryMib * mebibyte,
      labImages: settings.DRILLYARD_KIND_IMAGES ?? [],
      egress: settings.DRILLYARD_KIND_EGRESS === '1',
      extraMounts: mounts(settings.DRILLYARD_KIND_MOUNTS),
      pool: poolTargets(settings.DRILLYARD_KIND_POOL),
    },
    environment: engineEnvironment(environment),
  };
}

function mounts(text: string | undefined) {
  return (text === undefined ? [] : list(text)).map((mount) => {
    const [hostPath = '', containerPath = '', access] = mount.split(':');
    return { hostPath, containerPath, readOnly: access !== 'rw' };
  });
}

function poolTargets(text: string | undefined): KindProviderSettings['pool'] {
  return (text === undefined ? [] : list(text)).map((pair) => {
    const [workers = 0, size = 0] = pair.split(':').map(Number);
    return { shape: { controlPlanes: 1, workers, settings: {} }, size };
  });
}
