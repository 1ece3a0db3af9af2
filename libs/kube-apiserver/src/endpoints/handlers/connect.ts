import { runPodCommand } from '../../streaming/pod-command.js';
import { readPodLog } from '../../streaming/pod-log.js';
import { forwardPodPorts } from '../../streaming/pod-port-forward.js';
import type { RequestScope } from '../request-scope.js';

type Connect = (scope: RequestScope) => Promise<void>;

/** Subresources of a pod that lead to the kubelet of its node. */
const connects: ReadonlyMap<string, Connect> = new Map<string, Connect>([
  ['attach', (scope) => runPodCommand(scope, 'attach')],
  ['exec', (scope) => runPodCommand(scope, 'exec')],
  ['log', readPodLog],
  ['portforward', forwardPodPorts],
]);

/** How a subresource that is a connection is served; undefined where it is none. */
export function connectOf(subresource: string): Connect | undefined {
  return connects.get(subresource);
}
