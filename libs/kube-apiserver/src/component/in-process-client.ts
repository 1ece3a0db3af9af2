import {
  type ComponentClient,
  type Informer,
  KubeApiError,
  type ObjectDeleteOptions,
  type ObjectName,
  type ObjectPatch,
  type ResourceType,
} from '@drillyard/cluster';
import { invariant } from '@drillyard/errors';
import type { KubeObject } from '@drillyard/kube-objects';
import { cloneJson } from '@drillyard/kube-patch';
import type { ResourceInfo } from '@drillyard/kube-schema';
import type { UserInfo } from '../authentication/authenticator.js';
import { forbiddenStatus } from '../endpoints/forbidden-status.js';
import type { ServerContext } from '../endpoints/server-context.js';
import { trackFields } from '../managed-fields/track-fields.js';
import { createObject } from '../registry/generic/create-object.js';
import { deleteObject } from '../registry/generic/delete-object.js';
import type { ResourceStore } from '../registry/generic/resource-store.js';
import { updateObject } from '../registry/generic/update-object.js';
import type { Draft, RequestContext } from '../registry/resource-strategy.js';
import { methodNotSupported, StatusError } from '../status-error.js';
import { applyObjectPatch } from './apply-object-patch.js';
import type { StorageInformers } from './storage-informer.js';

/** After so many requests in a row everybody else gets a turn: a burst takes some milliseconds. */
const requestsPerTurn = 16;

export interface InProcessClientOptions {
  readonly server: ServerContext;
  readonly informers: StorageInformers;
  readonly user: UserInfo;
  /** Owner of the fields it writes, such as `kube-controller-manager`. */
  readonly fieldManager: string;
}

/** What a request is for, besides its object. */
interface Call {
  readonly type: ResourceType;
  readonly verb: string;
  readonly name: ObjectName;
  readonly subresource?: string;
}

/**
 * {@link ComponentClient} of the server in whose process the component runs: authorization,
 * admission, validation and field management as over HTTP, without the text in between.
 */
export class InProcessClient implements ComponentClient {
  private requests = 0;

  constructor(private readonly options: InProcessClientOptions) {}

  informer<T extends KubeObject>(type: ResourceType<T>): Informer<T> {
    return this.options.informers.of(type);
  }

  get<T extends KubeObject>(type: ResourceType<T>, name: ObjectName): Promise<T> {
    return this.call({ type, verb: 'get', name }, async (store) => {
      return store.toServed(store.get(name.namespace, name.name)) as T;
    });
  }

  create<T extends KubeObject>(type: ResourceType<T>, object: T): Promise<T> {
    const { namespace = '' } = object.metadata;
    return this.call({ type, verb: 'create', name: { namespace, name: '' } }, (store, context) => {
      return createObject(store, cloneJson(object) as Draft, context) as Promise<T>;
    });
  }

  update<T extends KubeObject>(type: ResourceType<T>, object: T, subresource = ''): Promise<T> {
    const { namespace = '', name = '' } = object.metadata;
    const call = { type, verb: 'update', name: { namespace, name }, subresource };
    const transform = () => cloneJson(object) as Draft;
    return this.call(call, (store, context) => this.write<T>(store, call, transform, context));
  }

  patch<T extends KubeObject>(
    type: ResourceType<T>,
    name: ObjectName,
    patch: ObjectPatch,
  ): Promise<T> {
    const call = { type, verb: 'patch', name, subresource: patch.subresource ?? '' };
    const transform = (current: KubeObject) => applyObjectPatch(current, patch);
    return this.call(call, (store, context) => this.write<T>(store, call, transform, context));
  }

  delete(type: ResourceType, name: ObjectName, options: ObjectDeleteOptions = {}): Promise<void> {
    return this.call({ type, verb: 'delete', name }, async (store, context) => {
      await deleteObject(store, name.name, options, context);
    });
  }

  act(
    type: ResourceType,
    name: ObjectName,
    subresource: string,
    body: KubeObject,
  ): Promise<KubeObject> {
    return this.call({ type, verb: 'create', name, subresource }, async (store, context) => {
      const { subresourceActions, admission } = this.options.server;
      const action = subresourceActions.find(
        (candidate) =>
          candidate.group === type.group &&
          candidate.resource === type.resource &&
          candidate.subresource === subresource,
      );
      if (action === undefined) throw methodNotSupported(store.groupResource, 'create');
      const parent = store.get(name.namespace, name.name);
      const draft = trackedAction(store.info, subresource, body, context);
      const attributes = store.admissionAttributes('CREATE', context, {
        name: name.name,
        object: draft as unknown as KubeObject,
        subresource,
      });
      await admission.admit(attributes);
      await admission.validate(attributes);
      return (await action.create(parent, draft, context)) as KubeObject;
    });
  }

  private async write<T extends KubeObject>(
    store: ResourceStore,
    { type, name, subresource = '' }: Call,
    transform: (current: KubeObject) => Draft,
    context: RequestContext,
  ): Promise<T> {
    const subresourceStrategy = this.options.server.subresourceStrategies.find(
      (candidate) =>
        candidate.group === type.group &&
        candidate.resource === type.resource &&
        candidate.subresource === subresource,
    );
    const request = { name: name.name, subresource, transform, subresourceStrategy };
    const { object } = await updateObject(store, request, context);
    return object as T;
  }

  /** Throws what the server refuses as a KubeApiError. */
  private async call<T>(
    call: Call,
    serve: (store: ResourceStore, context: RequestContext) => Promise<T>,
  ): Promise<T> {
    const { server } = this.options;
    const info = server.served.findResource(call.type);
    invariant(info, `no resource ${call.type.resource} in the API`);
    this.requests = (this.requests + 1) % requestsPerTurn;
    if (this.requests === 0) await new Promise((resolve) => setImmediate(resolve));
    try {
      await this.authorize(call);
      return await serve(server.storeOf(info), this.context(call.name.namespace));
    } catch (error) {
      throw error instanceof StatusError ? new KubeApiError(error.toStatus()) : error;
    }
  }

  private async authorize({ type, verb, name, subresource = '' }: Call): Promise<void> {
    const { server, user } = this.options;
    const attributes = {
      user,
      verb,
      isResourceRequest: true,
      apiGroup: type.group,
      apiVersion: type.version,
      resource: type.resource,
      subresource,
      namespace: name.namespace,
      name: name.name,
      path: '',
    };
    const { decision, reason } = await server.authorizer.authorize(attributes);
    if (decision !== 'Allow') throw forbiddenStatus(attributes, reason);
  }

  private context(namespace: string): RequestContext {
    const { server, user, fieldManager } = this.options;
    return {
      user,
      namespace,
      dryRun: false,
      fieldManager,
      now: server.now,
      reader: server.storage,
      authorize: (attributes) => server.authorizer.authorize(attributes),
      addWarning: () => undefined,
    };
  }
}

/** What a subresource that acts is told shows who asks, though nothing of it is stored. */
function trackedAction(
  info: ResourceInfo,
  subresource: string,
  body: KubeObject,
  context: RequestContext,
): Draft {
  const draft: Draft = cloneJson(body);
  const kind = info.subresources.find(({ name }) => name === subresource);
  trackFields({ info, subresource, ...(kind && { kind }) }, undefined, draft, context);
  return draft;
}
