const nodeUserPrefix = 'system:node:';
const nodesGroup = 'system:nodes';

/**
 * The node a user is the kubelet of; undefined for everyone else, empty where a node does not say
 * which (upstream `pkg/auth/nodeidentifier`).
 */
export function nodeNameOf(user: {
  readonly name: string;
  readonly groups: readonly string[];
}): string | undefined {
  const isNode = user.name.startsWith(nodeUserPrefix) && user.groups.includes(nodesGroup);
  return isNode ? user.name.slice(nodeUserPrefix.length) : undefined;
}
