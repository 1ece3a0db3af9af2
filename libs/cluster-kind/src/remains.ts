import type { Engine, EngineObject } from './engine.js';
import { instanceLabel, kindClusterLabel, namePrefix, roleLabel } from './labels.js';

/**
 * Names of all clusters of which something is in the engine: a node, a network, a volume. kind's
 * containers have no label of ours, and a network that kind had to make again has none either:
 * those are known by their name.
 */
export async function listRemains(engine: Engine, instance: string): Promise<string[]> {
  const prefix = namePrefix(instance);
  const [containers, networks, volumes] = await Promise.all([
    engine.containers({ label: kindClusterLabel }),
    engine.networks({ name: prefix }),
    engine.volumes({ label: kindClusterLabel }),
  ]);
  const clusterOf = ({ labels }: EngineObject) => labels[kindClusterLabel] ?? '';
  const names = [
    ...containers.map(clusterOf),
    ...networks.filter(({ labels }) => isOfCluster(labels, instance)).map(({ name }) => name),
    ...volumes.map(clusterOf),
  ];
  return [...new Set(names.filter((name) => name.startsWith(prefix)))];
}

/** Workspaces make networks under such names, too, and sweep them themselves. */
function isOfCluster(labels: Readonly<Record<string, string>>, instance: string): boolean {
  const { [instanceLabel]: owner = instance, [roleLabel]: role = 'cluster' } = labels;
  return owner === instance && role === 'cluster';
}
