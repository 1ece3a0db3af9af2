import { namespaces, serviceAccounts } from '../api/namespaces.js';
import { isAlreadyExists, isNamespaceTerminating } from '../api-errors.js';
import { type ControllerContext, type Running, startSync } from '../controller.js';

/** What pods run as that name no other. */
const defaultName = 'default';

/** Gives every active namespace its service account `default` (pkg/controller/serviceaccount). */
export function startServiceAccountsController(context: ControllerContext): Running {
  const { client } = context;
  const informer = client.informer(namespaces);
  const accounts = client.informer(serviceAccounts);
  return startSync(
    context,
    async (namespace) => {
      await accounts.synced;
      if (informer.get('', namespace)?.status?.phase !== 'Active') return;
      if (accounts.get(namespace, defaultName) !== undefined) return;
      const metadata = { name: defaultName, namespace };
      await client
        .create(serviceAccounts, { apiVersion: 'v1', kind: 'ServiceAccount', metadata })
        .catch((error: unknown) => {
          if (!isAlreadyExists(error) && !isNamespaceTerminating(error)) throw error;
        });
    },
    (queue) => [
      informer.subscribe(({ type, object }) => {
        if (type !== 'DELETED') queue.add(object.metadata.name ?? '');
      }),
      accounts.onChange(({ type, object }) => {
        if (type === 'DELETED') queue.add(object.metadata.namespace ?? '');
      }),
    ],
  );
}
