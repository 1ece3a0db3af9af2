import { OperationalError } from '@drillyard/errors';
import type { KubeList, KubeObject, KubeStatus, WatchEvent } from '@drillyard/kube-objects';
import type {
  ClientCredentials,
  ClusterClient,
  CommandResult,
  ContainerCommand,
  CreateOptions,
  Identity,
  Impersonation,
  ListOptions,
  ObjectRef,
  ObjectType,
  RawRequest,
  RawResponse,
} from './cluster-client.js';
import { identify } from './identify.js';
import { KubeApiError } from './kube-api-error.js';
import type { KubeTransport, TransportResponse } from './kube-transport.js';
import { objectPath, ResourcePaths } from './resource-paths.js';
import { readText } from './response-body.js';
import { runInContainer } from './run-in-container.js';
import { warningTexts } from './warning-header.js';
import { watchResiliently } from './watch-resiliently.js';

/** Objects per page of a list; upstream's clients use the same. */
const pageSize = 500;
/** Owner of the fields this client applies. */
const fieldManager = 'drillyard';

/** {@link ClusterClient} over HTTP: works with any conformant API server. */
export class KubeClient implements ClusterClient {
  readonly #transport: KubeTransport;
  readonly #paths: ResourcePaths;

  constructor(transport: KubeTransport) {
    this.#transport = transport;
    this.#paths = new ResourcePaths(async (path) => {
      const response = await this.raw({ method: 'GET', path });
      if (response.status === 404) return undefined;
      return succeeded(response);
    });
  }

  async get(ref: ObjectRef): Promise<KubeObject> {
    return (await this.#call('GET', await this.#path(ref, ref.namespace, ref.name))) as KubeObject;
  }

  async find(ref: ObjectRef): Promise<KubeObject | undefined> {
    try {
      return await this.get(ref);
    } catch (error) {
      if (error instanceof KubeApiError && error.reason === 'NotFound') return undefined;
      throw error;
    }
  }

  async list(type: ObjectType, options: ListOptions = {}): Promise<KubeList> {
    const path = await this.#path(type, options.namespace);
    try {
      return await this.#listPages(type, path, options, pageSize);
    } catch (error) {
      // The pages were being read when the server forgot their revision: then all at once.
      const expired = error instanceof KubeApiError && error.reason === 'Expired';
      if (!expired) throw error;
      return this.#listPages(type, path, options, undefined);
    }
  }

  async create(object: KubeObject, options: CreateOptions = {}): Promise<KubeObject> {
    const path = await this.#path(object, object.metadata?.namespace);
    const response = await this.raw({
      method: 'POST',
      path: options.dryRun ? `${path}?dryRun=All` : path,
      body: object,
      ...(options.as === undefined ? {} : { as: options.as }),
    });
    for (const text of warningTexts(response.headers['warning'])) options.onWarning?.(text);
    return succeeded(response) as KubeObject;
  }

  async apply(object: KubeObject): Promise<KubeObject> {
    const path = await this.#path(object, object.metadata.namespace, object.metadata.name);
    const response = await this.raw({
      method: 'PATCH',
      path: `${path}?fieldManager=${fieldManager}&force=true`,
      body: object,
      contentType: 'application/apply-patch+yaml',
    });
    if (response.status === 415) return this.#createOrMerge(object, path);
    return succeeded(response) as KubeObject;
  }

  async delete(ref: ObjectRef): Promise<void> {
    await this.#call('DELETE', await this.#path(ref, ref.namespace, ref.name));
  }

  watch(
    type: ObjectType,
    options: ListOptions & { signal: AbortSignal },
  ): AsyncIterable<WatchEvent> {
    return watchResiliently({
      list: () => this.list(type, options),
      open: async (resourceVersion, seconds) => {
        const query = selectorQuery(options);
        query.set('watch', 'true');
        query.set('allowWatchBookmarks', 'true');
        query.set('resourceVersion', resourceVersion);
        query.set('timeoutSeconds', String(seconds));
        const path = `${await this.#path(type, options.namespace)}?${query}`;
        const response = await this.#transport.send({
          method: 'GET',
          path,
          signal: options.signal,
        });
        if (response.status !== 200) succeeded(await parsed(response));
        return response.body;
      },
      signal: options.signal,
    });
  }

  async raw(request: RawRequest): Promise<RawResponse> {
    const response = await this.#transport.send({
      method: request.method,
      path: request.path,
      headers: {
        accept: 'application/json',
        ...(request.body === undefined
          ? {}
          : { 'content-type': request.contentType ?? 'application/json' }),
        ...impersonationHeaders(request.as),
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    });
    return parsed(response);
  }

  async exec(command: ContainerCommand): Promise<CommandResult> {
    return runInContainer(this.#transport, command);
  }

  identify(credentials: ClientCredentials): Promise<Identity> {
    return identify(this.#transport, credentials);
  }

  servedCertificates(): Promise<string> {
    return this.#transport.servedCertificates();
  }

  get certificateAuthority(): string | undefined {
    return this.#transport.certificateAuthority;
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  async #listPages(
    type: ObjectType,
    path: string,
    options: ListOptions,
    limit: number | undefined,
  ): Promise<KubeList> {
    const items: KubeObject[] = [];
    let next: string | undefined;
    let page: KubeList;
    do {
      const query = selectorQuery(options);
      if (limit !== undefined) query.set('limit', String(limit));
      if (next !== undefined) query.set('continue', next);
      page = (await this.#call('GET', `${path}?${query}`)) as KubeList;
      // Items of a typed list come without a type of their own.
      for (const item of page.items) items.push({ ...item, ...type });
      next = page.metadata.continue === '' ? undefined : page.metadata.continue;
    } while (next !== undefined);
    return { ...page, items };
  }

  /** For servers without server-side apply. */
  async #createOrMerge(object: KubeObject, path: string): Promise<KubeObject> {
    const merged = await this.raw({
      method: 'PATCH',
      path,
      body: object,
      contentType: 'application/merge-patch+json',
    });
    return merged.status === 404 ? this.create(object) : (succeeded(merged) as KubeObject);
  }

  async #path(type: ObjectType, namespace: string | undefined, name?: string): Promise<string> {
    return objectPath(type, await this.#paths.address(type), namespace, name);
  }

  async #call(
    method: string,
    path: string,
    options: { body?: unknown; as?: Impersonation } = {},
  ): Promise<unknown> {
    return succeeded(await this.raw({ method, path, ...options }));
  }
}

async function parsed(response: TransportResponse): Promise<RawResponse> {
  const text = await readText(response.body);
  const isJson = String(response.headers['content-type'] ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    body: isJson && text !== '' ? parseJson(text) : text,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new OperationalError('ANSWER_UNREADABLE', 'the API server answered with broken JSON', {
      cause,
      retryable: true,
    });
  }
}

/** The body of a successful answer. @throws KubeApiError with the server's Status otherwise. */
function succeeded(response: RawResponse): unknown {
  if (response.status < 400) return response.body;
  const body = response.body as Partial<KubeStatus> | string;
  throw new KubeApiError(
    typeof body === 'object' && body.kind === 'Status'
      ? (body as KubeStatus)
      : {
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Failure',
          message: `the API server answered ${response.status}: ${String(body).slice(0, 200)}`,
          code: response.status,
        },
  );
}

function selectorQuery(options: ListOptions): URLSearchParams {
  const query = new URLSearchParams();
  if (options.labelSelector !== undefined) query.set('labelSelector', options.labelSelector);
  if (options.fieldSelector !== undefined) query.set('fieldSelector', options.fieldSelector);
  return query;
}

function impersonationHeaders(as: Impersonation | undefined): Record<string, string | string[]> {
  if (as === undefined) return {};
  const groups = as.groups ?? [];
  return {
    'impersonate-user': as.user,
    ...(groups.length === 0 ? {} : { 'impersonate-group': [...groups] }),
  };
}
