import type { Storage } from '../storage/storage.js';
import type { StorageConnection } from '../storage/storage-connection.js';
import { openApiHooks, postStartHooks } from './health-check-names.js';
import type { HealthCheck } from './healthz.js';

/** Upstream's names; what there is to check here is the storage. */
export function healthChecks(storage: Storage, connection?: StorageConnection): HealthCheck[] {
  const passed = (name: string): HealthCheck => ({ name, check: () => undefined });
  const hook = (name: string) => passed(`poststarthook/${name}`);
  const checkStorage = () => {
    if (connection?.isUp === false) throw new Error('context deadline exceeded');
    storage.checkOpen();
  };
  return [
    passed('ping'),
    passed('log'),
    { ...passed('loopback-serving-certificate'), endpoints: ['healthz', 'livez'] },
    { name: 'etcd', check: checkStorage },
    { name: 'etcd-readiness', check: checkStorage, endpoints: ['readyz'] },
    { ...passed('informer-sync'), endpoints: ['readyz'] },
    ...postStartHooks.map(hook),
    passed('autoregister-completion'),
    ...openApiHooks.map(hook),
    { ...passed('shutdown'), endpoints: ['readyz'] },
  ];
}
