import type {
  ComponentClient,
  Informer,
  ObjectDeleteOptions,
  ObjectName,
  ObjectPatch,
  ResourceType,
} from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';

export type UserInfo = { readonly name: string; readonly groups: readonly string[] };

/** What components that outlive API servers work with. */
export interface SteadyPlace {
  /** The API of the server there is; throws while there is none. */
  clientFor(user: UserInfo, fieldManager: string): ComponentClient;
  /** A view of the storage, which stays. */
  informer<T extends KubeObject>(type: ResourceType<T>): Informer<T>;
}

/**
 * The API for a component that outlives API servers: each request goes to the server there is, and
 * is refused while there is none.
 */
export class SteadyClient implements ComponentClient {
  constructor(
    private readonly place: SteadyPlace,
    private readonly user: UserInfo,
    private readonly fieldManager: string,
  ) {}

  informer<T extends KubeObject>(type: ResourceType<T>): Informer<T> {
    return this.place.informer(type);
  }

  async get<T extends KubeObject>(type: ResourceType<T>, name: ObjectName): Promise<T> {
    return this.current.get(type, name);
  }

  async create<T extends KubeObject>(type: ResourceType<T>, object: T): Promise<T> {
    return this.current.create(type, object);
  }

  async update<T extends KubeObject>(
    type: ResourceType<T>,
    object: T,
    subresource?: string,
  ): Promise<T> {
    return this.current.update(type, object, subresource);
  }

  async patch<T extends KubeObject>(
    type: ResourceType<T>,
    name: ObjectName,
    patch: ObjectPatch,
  ): Promise<T> {
    return this.current.patch(type, name, patch);
  }

  async delete(type: ResourceType, name: ObjectName, options?: ObjectDeleteOptions): Promise<void> {
    return this.current.delete(type, name, options);
  }

  async act(
    type: ResourceType,
    name: ObjectName,
    subresource: string,
    body: KubeObject,
  ): Promise<KubeObject> {
    return this.current.act(type, name, subresource, body);
  }

  private get current(): ComponentClient {
    return this.place.clientFor(this.user, this.fieldManager);
  }
}
