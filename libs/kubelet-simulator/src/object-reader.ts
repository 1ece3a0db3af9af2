import {
  type ComponentClient,
  KubeApiError,
  type ObjectName,
  type ResourceType,
} from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import {
  type ConfigMap,
  configMaps,
  type Secret,
  secrets,
  serviceAccounts,
} from './api/objects.js';
import type { Pod } from './api/pod.js';
import type { ReferencedObjects } from './container/container-environment.js';
import type { TokenSource } from './volumes/volume-source.js';

/** Upstream's default (`serviceAccountToken.expirationSeconds`). */
const expirationSeconds = 3_600;

interface TokenRequest extends KubeObject {
  readonly status: { readonly token: string };
}

/** Reads what pods refer to, with the rights of the node and no others. */
export class ObjectReader implements ReferencedObjects {
  constructor(private readonly client: ComponentClient) {}

  configMap(namespace: string, name: string): Promise<ConfigMap | undefined> {
    return this.find(configMaps, { namespace, name });
  }

  secret(namespace: string, name: string): Promise<Secret | undefined> {
    return this.find(secrets, { namespace, name });
  }

  /** A token of the pod's account, bound to the pod (kubelet `token_manager.go`). */
  async token({ metadata, spec }: Pod, source: TokenSource): Promise<string> {
    const { namespace = '', name = '', uid = '' } = metadata;
    const { serviceAccountName = 'default' } = spec;
    const request = {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      metadata: { namespace, name: serviceAccountName },
      spec: {
        audiences: source.audience === undefined ? [] : [source.audience],
        expirationSeconds: source.expirationSeconds ?? expirationSeconds,
        boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name, uid },
      },
    };
    const account = { namespace, name: serviceAccountName };
    const answer = await this.client.act(serviceAccounts, account, 'token', request);
    const { token } = (answer as TokenRequest).status;
    return token;
  }

  private async find<T extends KubeObject>(
    type: ResourceType<T>,
    name: ObjectName,
  ): Promise<T | undefined> {
    try {
      return await this.client.get(type, name);
    } catch (error) {
      if (error instanceof KubeApiError && error.reason === 'NotFound') return undefined;
      throw error;
    }
  }
}
