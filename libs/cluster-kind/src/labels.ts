import { createHash } from 'node:crypto';

/** On everything that is made in an engine: containers, networks, volumes. */
export const instanceLabel = 'dev.drillyard.instance';
/** The session's environment (`ClusterRequest.id`), or the pool's name for what nobody has yet. */
export const sessionLabel = 'dev.drillyard.session';
/** What it is for: `cluster`, `workspace`. */
export const roleLabel = 'dev.drillyard.role';
/** kind's own, on the containers of its nodes (`pkg/cluster/internal/providers/docker/constants.go`). */
export const kindClusterLabel = 'io.x-k8s.kind.cluster';
export const kindRoleLabel = 'io.x-k8s.kind.role';

export interface Ownership {
  /** Which server made it; see {@link instanceName}. */
  readonly instance: string;
  readonly session: string;
  readonly role: 'cluster' | 'workspace';
}

export function labelsOf({ instance, session, role }: Ownership): Record<string, string> {
  return { [instanceLabel]: instance, [sessionLabel]: session, [roleLabel]: role };
}

/** A name for one server's data folder, short enough for container names: eight hex digits. */
export function instanceName(hostId: string): string {
  return digest(hostId, 8);
}

/** What all names that one server gives begin with: kind's containers take no labels of ours. */
export function namePrefix(instance: string): string {
  return `dy-${instance}-`;
}

/**
 * Name of the kind cluster, and of its network, for a session's environment. With kind's suffix
 * for nodes it has to fit a host name of 63 characters, which a session's own id need not.
 */
export function clusterName(instance: string, id: string): string {
  return `${namePrefix(instance)}${digest(id, 12)}`;
}

function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
