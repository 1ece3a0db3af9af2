import { configMaps, namespaces } from '../api/namespaces.js';
import { isAlreadyExists, isNamespaceTerminating, isNotFound } from '../api-errors.js';
import { type ControllerContext, type Running, startSync } from '../controller.js';

/** Upstream's name of the ConfigMap pods trust the API server by. */
const configMapName = 'kube-root-ca.crt';
const description = {
  'kubernetes.io/description':
    'Holds the certificates that verify the API server from inside the cluster; trust nothing else by them.',
};

/**
 * Keeps the cluster's CA in a ConfigMap of every namespace, again where somebody deletes or changes
 * it (pkg/controller/certificates/rootcacertpublisher).
 */
export function startRootCaCertPublisher(
  context: ControllerContext,
  rootAuthorityPem: string,
): Running {
  const { client } = context;
  const informer = client.informer(namespaces);
  const maps = client.informer(configMaps);
  const data = { 'ca.crt': rootAuthorityPem };
  const isRight = (found: object | undefined) => JSON.stringify(found) === JSON.stringify(data);

  async function sync(namespace: string): Promise<void> {
    await maps.synced;
    if (informer.get('', namespace)?.metadata.deletionTimestamp !== undefined) return;
    const current = maps.get(namespace, configMapName);
    if (current === undefined) {
      const metadata = { name: configMapName, namespace, annotations: description };
      await client.create(configMaps, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
    } else if (!isRight(current.data)) {
      const annotations = { ...current.metadata.annotations, ...description };
      const metadata = { ...current.metadata, annotations };
      await client.update(configMaps, { ...current, metadata, data });
    }
  }

  return startSync(
    context,
    (namespace) =>
      sync(namespace).catch((error: unknown) => {
        const stands = isNotFound(error) || isAlreadyExists(error) || isNamespaceTerminating(error);
        if (!stands) throw error;
      }),
    (queue) => [
      informer.subscribe(({ type, object }) => {
        if (type !== 'DELETED') queue.add(object.metadata.name ?? '');
      }),
      maps.onChange(({ type, object }) => {
        const isOurs = object.metadata.name === configMapName;
        if (isOurs && (type === 'DELETED' || !isRight(object.data))) {
          queue.add(object.metadata.namespace ?? '');
        }
      }),
    ],
  );
}
