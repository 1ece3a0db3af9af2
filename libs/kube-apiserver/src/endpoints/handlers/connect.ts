import type { KubeObject } from '@drillyard/kube-objects';
import type { Draft } from '../../registry/resource-strategy.js';
import { badRequest, methodNotAllowed } from '../../status-error.js';
import type { RequestScope } from '../request-scope.js';
import { writeBody } from '../response-writer.js';

/** Subresources of a pod that lead to its node. */
export const connectSubresources: readonly string[] = ['attach', 'exec', 'log', 'portforward'];

/**
 * What a pod's node would answer. There are no nodes yet: a pod that no node runs has an empty log
 * and cannot be connected to (upstream `pkg/registry/core/pod/strategy.go`).
 */
export async function connectResource(scope: RequestScope): Promise<void> {
  const { exchange, store, subresource } = scope;
  const { namespace, name } = exchange.requestInfo;
  const pod = store.get(namespace, name);
  if (subresource?.name !== 'portforward') checkContainer(pod, exchange.query.get('container'));
  const { nodeName } = (pod['spec'] ?? {}) as Draft;
  if (nodeName) throw methodNotAllowed();
  if (subresource?.name !== 'log') throw badRequest(`pod ${name} does not have a host assigned`);
  await writeBody(exchange, 200, 'text/plain', '');
}

function checkContainer(pod: KubeObject, asked: string | null): void {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = pod['spec'] as Draft;
  const names = (list: readonly Draft[]) => list.map(({ name }) => String(name));
  const podName = pod.metadata.name ?? '';
  if (asked) {
    const all = names([...containers, ...initContainers, ...ephemeralContainers]);
    if (!all.includes(asked)) {
      throw badRequest(`container ${asked} is not valid for pod ${podName}`);
    }
  } else if (containers.length > 1 && !defaultContainer(pod)) {
    const init =
      initContainers.length === 0
        ? ''
        : ` or one of the init containers: [${names(initContainers).join(' ')}]`;
    throw badRequest(
      `a container name must be specified for pod ${podName}, choose one of: [${names(containers).join(' ')}]${init}`,
    );
  }
}

function defaultContainer({ metadata }: KubeObject): string | undefined {
  return metadata.annotations?.['kubectl.kubernetes.io/default-container'];
}
