import type { KubeList, KubeObject, WatchEvent } from '@drillyard/kube-objects';
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
} from '../cluster-client.js';
import { KubeApiError } from '../kube-api-error.js';

/** The objects of one fake cluster, and who watches them. Outlives the client, as an etcd would. */
export class FakeClusterState {
  readonly objects = new Map<string, KubeObject>();
  readonly watchers = new Set<(event: WatchEvent) => void>();
  revision = 0;

  constructor() {
    this.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } });
  }

  put(object: KubeObject): KubeObject {
    const key = keyOf(object, object.metadata.namespace, object.metadata.name ?? '');
    const before = this.objects.get(key);
    this.revision += 1;
    const stored: KubeObject = {
      ...object,
      metadata: {
        ...object.metadata,
        uid: before?.metadata.uid ?? `uid-${this.revision}`,
        resourceVersion: String(this.revision),
      },
    };
    this.objects.set(key, stored);
    this.#tell({ type: before === undefined ? 'ADDED' : 'MODIFIED', object: stored });
    return stored;
  }

  remove(key: string): void {
    const object = this.objects.get(key);
    if (object === undefined) return;
    this.objects.delete(key);
    this.revision += 1;
    this.#tell({ type: 'DELETED', object });
  }

  #tell(event: WatchEvent): void {
    for (const watcher of this.watchers) watcher(event);
  }
}

/** Answers to objects that are asked and never stored, by kind: SubjectAccessReview and friends. */
export type FakeReviews = Readonly<
  Record<string, (review: KubeObject, as: Impersonation | undefined) => KubeObject>
>;

/** An API server's objects without the server: any kind, no validation, no authorization. */
export class FakeClusterClient implements ClusterClient {
  certificateAuthority: string | undefined;
  /** Whom credentials belong to, by token or certificate. */
  readonly identities = new Map<string, Identity>();
  /** What containers say to commands; without it there is none that could. */
  onExec: ((command: ContainerCommand) => CommandResult) | undefined;

  constructor(
    readonly state: FakeClusterState = new FakeClusterState(),
    readonly reviews: FakeReviews = {},
  ) {}

  async identify(credentials: ClientCredentials): Promise<Identity> {
    const known = 'token' in credentials ? credentials.token : credentials.clientCertificate;
    return this.identities.get(known) ?? { refused: 'nobody' };
  }

  async get(ref: ObjectRef): Promise<KubeObject> {
    const found = this.state.objects.get(keyOf(ref, ref.namespace, ref.name));
    if (found === undefined) throw status(404, 'NotFound', `${ref.kind} "${ref.name}" not found`);
    return found;
  }

  async find(ref: ObjectRef): Promise<KubeObject | undefined> {
    return this.state.objects.get(keyOf(ref, ref.namespace, ref.name));
  }

  async list(type: ObjectType, options: ListOptions = {}): Promise<KubeList> {
    const items = [...this.state.objects.values()].filter((object) =>
      matches(object, type, options),
    );
    return {
      apiVersion: type.apiVersion,
      kind: `${type.kind}List`,
      metadata: { resourceVersion: String(this.state.revision) },
      items,
    };
  }

  async create(object: KubeObject, options: CreateOptions = {}): Promise<KubeObject> {
    const review = this.reviews[object.kind];
    if (review !== undefined) return review(object, options.as);
    const name = object.metadata.name ?? '';
    if (this.state.objects.has(keyOf(object, object.metadata.namespace, name))) {
      throw status(409, 'AlreadyExists', `${object.kind} "${name}" already exists`);
    }
    return options.dryRun ? object : this.state.put(object);
  }

  async apply(object: KubeObject): Promise<KubeObject> {
    return this.state.put(object);
  }

  async delete(ref: ObjectRef): Promise<void> {
    await this.get(ref);
    this.state.remove(keyOf(ref, ref.namespace, ref.name));
  }

  async *watch(
    type: ObjectType,
    options: ListOptions & { signal: AbortSignal },
  ): AsyncIterable<WatchEvent> {
    const queue: WatchEvent[] = [];
    let wake = () => {};
    const watcher = (event: WatchEvent) => {
      if (event.type !== 'ERROR' && !matches(event.object, type, options)) return;
      queue.push(event);
      wake();
    };
    this.state.watchers.add(watcher);
    options.signal.addEventListener('abort', () => wake(), { once: true });
    try {
      for (const object of (await this.list(type, options)).items) yield { type: 'ADDED', object };
      while (!options.signal.aborted) {
        const event = queue.shift();
        if (event !== undefined) yield event;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      this.state.watchers.delete(watcher);
    }
  }

  async raw(request: RawRequest): Promise<RawResponse> {
    const body = request.path === '/readyz' ? 'ok' : '404 page not found';
    return { status: body === 'ok' ? 200 : 404, headers: {}, body };
  }

  async exec(command: ContainerCommand): Promise<CommandResult> {
    const none = { stdout: '', stderr: '', end: { refused: 'container not found' } };
    return this.onExec?.(command) ?? none;
  }

  /** Shown by {@link servedCertificates}; PEM. */
  served = '';

  async servedCertificates(): Promise<string> {
    return this.served;
  }

  async close(): Promise<void> {}
}

function keyOf(type: ObjectType, namespace: string | undefined, name: string): string {
  return `${type.apiVersion}/${type.kind}/${namespace ?? ''}/${name}`;
}

function matches(object: KubeObject, type: ObjectType, options: ListOptions): boolean {
  return (
    object.apiVersion === type.apiVersion &&
    object.kind === type.kind &&
    (options.namespace === undefined || object.metadata.namespace === options.namespace)
  );
}

function status(code: number, reason: string, message: string): KubeApiError {
  return new KubeApiError({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    code,
  });
}
