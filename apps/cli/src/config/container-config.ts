import {
  type EngineName,
  engineEnvironment,
  engineNames,
  type KindProviderSettings,
} from '@drillyard/cluster-kind';
import { UserError } from '@drillyard/errors';

/** What the command line needs to know of containers: the server's settings, as far as they matter. */
export interface ContainerConfig {
  readonly engine: EngineName | undefined;
  readonly kind: string;
  readonly toolboxImage: string;
  readonly settings: KindProviderSettings;
  readonly environment: Readonly<Record<string, string>>;
}

const gibibyte = 1024 ** 3;

/** @throws UserError CONFIG_INVALID */
export function readContainerConfig(environment: NodeJS.ProcessEnv = process.env): ContainerConfig {
  return {
    engine: engineOf(environment['DRILLYARD_ENGINE']),
    kind: environment['DRILLYARD_KIND'] || 'kind',
    toolboxImage: environment['DRILLYARD_TOOLBOX_IMAGE'] || 'drillyard-toolbox',
    settings: {
      nodeImages: listOf(environment['DRILLYARD_KIND_NODE_IMAGE']),
      labImages: listOf(environment['DRILLYARD_KIND_IMAGES']),
      egress: environment['DRILLYARD_KIND_EGRESS'] === '1',
      ...{ nodeMemoryBytes: 2 * gibibyte, nodeCpus: 2, nodePids: 4_096 },
      ...{ clustersMax: 20, pool: [] },
    },
    environment: engineEnvironment(environment),
  };
}

function listOf(text = ''): string[] {
  return text.split(',').flatMap((part) => part.trim() || []);
}

function engineOf(name: string | undefined): EngineName | undefined {
  if (!name) return undefined;
  const engine = engineNames.find((one) => one === name);
  if (engine !== undefined) return engine;
  throw new UserError('CONFIG_INVALID', `DRILLYARD_ENGINE is one of ${engineNames.join(', ')}.`);
}
