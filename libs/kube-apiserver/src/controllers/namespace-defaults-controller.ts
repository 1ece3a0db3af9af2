import type { Storage } from '../storage/storage.js';
import type { Loopback } from './loopback.js';
import { WorkQueue } from './work-queue.js';

const namespaces = { group: '', resource: 'namespaces' };
const serviceAccounts = { group: '', version: 'v1', resource: 'serviceaccounts' };
const configMaps = { group: '', version: 'v1', resource: 'configmaps' };

/** Upstream's name of the ConfigMap pods trust the API server by. */
const rootCaConfigMap = 'kube-root-ca.crt';

/**
 * Gives every active namespace its service account `default` and its ConfigMap with the cluster's
 * CA, again where somebody deletes or changes them (kube-controller-manager: serviceaccount,
 * root-ca-certificate-publisher).
 */
export class NamespaceDefaultsController {
  private readonly queue: WorkQueue;
  private readonly subscriptions: (() => void)[];

  constructor(
    private readonly storage: Storage,
    private readonly loopback: Loopback,
    private readonly certificateAuthorityPem: () => string,
    onError: (error: unknown) => void,
  ) {
    this.queue = new WorkQueue((namespace) => this.sync(namespace), onError);
    this.subscriptions = [
      storage.subscribe(namespaces, ({ object }) => this.queue.add(object.metadata.name ?? '')),
      ...[serviceAccounts, configMaps].map((resource) =>
        storage.subscribe(resource, ({ type, object }) => {
          if (type !== 'ADDED') this.queue.add(object.metadata.namespace ?? '');
        }),
      ),
    ];
    for (const { metadata } of storage.list(namespaces)) this.queue.add(metadata.name ?? '');
  }

  close(): void {
    for (const stop of this.subscriptions) stop();
    this.queue.close();
  }

  private async sync(namespace: string): Promise<void> {
    const found = this.storage.get(namespaces, '', namespace);
    if (found === undefined || found.metadata.deletionTimestamp !== undefined) return;
    if (this.storage.get(serviceAccounts, namespace, 'default') === undefined) {
      const metadata = { name: 'default', namespace };
      const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata };
      await this.loopback.ensure(serviceAccounts, account);
    }
    await this.syncRootCa(namespace);
  }

  private async syncRootCa(namespace: string): Promise<void> {
    const data = { 'ca.crt': this.certificateAuthorityPem() };
    const current = this.storage.get(configMaps, namespace, rootCaConfigMap);
    if (current === undefined) {
      const metadata = {
        name: rootCaConfigMap,
        namespace,
        annotations: {
          'kubernetes.io/description':
            'Holds the certificates that verify the API server from inside the cluster; trust nothing else by them.',
        },
      };
      await this.loopback.ensure(configMaps, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata,
        data,
      });
    } else if (JSON.stringify(current['data']) !== JSON.stringify(data)) {
      await this.loopback.update(configMaps, current, (draft) => {
        draft['data'] = data;
      });
    }
  }
}
