import type { KubeObject, KubeStatus } from '@drillyard/kube-objects';
import type { ClusterClient, Impersonation } from '../cluster-client.js';
import { KubeApiError } from '../kube-api-error.js';
import { versionPath } from '../resource-paths.js';
import type {
  ComponentClient,
  Informer,
  ObjectDeleteOptions,
  ObjectName,
  ObjectPatch,
  ResourceType,
} from './component-client.js';
import { WatchedInformer } from './watched-informer.js';

const patchTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
} as const;

export interface HttpComponentClientOptions {
  readonly cluster: ClusterClient;
  /** Owner of the fields it writes, such as `kube-controller-manager`. */
  readonly fieldManager: string;
  /** Writes as somebody else than the cluster client's user. */
  readonly as?: Impersonation;
  /** Hears of watches that ended for good. */
  readonly onError: (error: unknown) => void;
}

/** {@link ComponentClient} of an API server anywhere, over HTTP. */
export class HttpComponentClient implements ComponentClient {
  private readonly informers = new Map<string, unknown>();
  private readonly closing = new AbortController();

  constructor(private readonly options: HttpComponentClientOptions) {}

  informer<T extends KubeObject>(type: ResourceType<T>): Informer<T> {
    const key = collectionPath(type, '');
    const { cluster, onError } = this.options;
    const { signal } = this.closing;
    // The path stands for the type: what is kept under it are informers of Ts.
    const known = this.informers.get(key) as Informer<T> | undefined;
    if (known !== undefined) return known;
    const informer = new WatchedInformer<T>({ cluster, type, signal, onError });
    this.informers.set(key, informer);
    return informer;
  }

  async get<T extends KubeObject>(type: ResourceType<T>, name: ObjectName): Promise<T> {
    return (await this.send('GET', objectPath(type, name))) as T;
  }

  async create<T extends KubeObject>(type: ResourceType<T>, object: T): Promise<T> {
    const path = collectionPath(type, object.metadata.namespace ?? '');
    return (await this.send('POST', this.managed(path), object)) as T;
  }

  async update<T extends KubeObject>(
    type: ResourceType<T>,
    object: T,
    subresource?: string,
  ): Promise<T> {
    const { namespace = '', name = '' } = object.metadata;
    const path = objectPath(type, { namespace, name }, subresource);
    return (await this.send('PUT', this.managed(path), object)) as T;
  }

  async patch<T extends KubeObject>(
    type: ResourceType<T>,
    name: ObjectName,
    patch: ObjectPatch,
  ): Promise<T> {
    const path = objectPath(type, name, patch.subresource);
    return (await this.send('PATCH', this.managed(path), patch.body, patchTypes[patch.type])) as T;
  }

  async delete(
    type: ResourceType,
    name: ObjectName,
    options: ObjectDeleteOptions = {},
  ): Promise<void> {
    const body = { kind: 'DeleteOptions', apiVersion: 'v1', ...options };
    await this.send('DELETE', objectPath(type, name), body);
  }

  async act(
    type: ResourceType,
    name: ObjectName,
    subresource: string,
    body: KubeObject,
  ): Promise<KubeObject> {
    const path = this.managed(objectPath(type, name, subresource));
    return (await this.send('POST', path, body)) as KubeObject;
  }

  /** Ends the watches. */
  close(): void {
    this.closing.abort();
  }

  private managed(path: string): string {
    return `${path}?fieldManager=${encodeURIComponent(this.options.fieldManager)}`;
  }

  private async send(
    method: string,
    path: string,
    body?: unknown,
    contentType = 'application/json',
  ): Promise<unknown> {
    const { cluster, as } = this.options;
    const asked = body === undefined ? {} : { body, contentType };
    const answer = await cluster.raw({ method, path, ...asked, ...(as && { as }) });
    if (answer.status < 400) return answer.body;
    throw new KubeApiError(statusOf(answer.status, answer.body));
  }
}

function statusOf(code: number, body: unknown): KubeStatus {
  if (typeof body === 'object' && body !== null && 'kind' in body && body.kind === 'Status') {
    return body as KubeStatus;
  }
  const message = `the API server answered ${code}`;
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, code };
}

function collectionPath({ namespaced, resource, ...version }: ResourceType, namespace: string) {
  const scope = namespaced && namespace !== '' ? `/namespaces/${namespace}` : '';
  return `${versionPath(version)}${scope}/${resource}`;
}

function objectPath(type: ResourceType, { namespace, name }: ObjectName, subresource = ''): string {
  const path = `${collectionPath(type, namespace)}/${encodeURIComponent(name)}`;
  return subresource === '' ? path : `${path}/${subresource}`;
}
