import { invariant } from '@drillyard/errors';
import type { GroupVersionResource, KubeObject } from '@drillyard/kube-objects';
import type { ResourceInfo } from '@drillyard/kube-schema';
import type { ServedResources } from '../apiextensions/served-resources.js';
import type { UserInfo } from '../authentication/authenticator.js';
import { fieldManagerOf, writerOf } from '../managed-fields/track-fields.js';
import { createObject } from '../registry/generic/create-object.js';
import type { DeleteOptions } from '../registry/generic/delete-object.js';
import { deleteObject } from '../registry/generic/delete-object.js';
import type { ResourceStore } from '../registry/generic/resource-store.js';
import { type UpdateRequest, updateObject } from '../registry/generic/update-object.js';
import type { Draft, RequestContext, SubresourceStrategy } from '../registry/resource-strategy.js';
import { StatusError } from '../status-error.js';
import type { Storage } from '../storage/storage.js';

/** What a controller in the server's own process acts through: the registry, as a named user. */
export interface LoopbackOptions {
  readonly storage: Storage;
  readonly served: () => ServedResources;
  readonly storeOf: (info: ResourceInfo) => ResourceStore;
  readonly now: () => Date;
}

/** The registry as a controller uses it; admission and validation see its user like any other. */
export class Loopback {
  private readonly user: UserInfo;

  constructor(
    private readonly options: LoopbackOptions,
    private readonly controller: string,
    /** Who comes to own the fields it changes. */
    private readonly fieldManager = 'kube-controller-manager',
  ) {
    const groups = ['system:serviceaccounts', 'system:serviceaccounts:kube-system'];
    const name = `system:serviceaccount:kube-system:${controller}`;
    this.user = { name, groups: [...groups, 'system:authenticated'] };
  }

  /** Creates an object; one that is there already is left as it is. */
  async ensure(resource: GroupVersionResource, draft: Draft): Promise<void> {
    const namespace: string = draft['metadata']?.namespace ?? '';
    try {
      await createObject(this.store(resource), draft, this.context(namespace));
    } catch (error) {
      if (!isReason(error, 'AlreadyExists')) throw error;
    }
  }

  /** Changes an object; one that is gone is left alone. */
  update(
    resource: GroupVersionResource,
    object: KubeObject,
    change: (draft: Draft) => void,
    subresourceStrategy?: SubresourceStrategy,
  ): Promise<void> {
    const subresource = subresourceStrategy?.subresource ?? '';
    return this.write(resource, object, change, { subresource, subresourceStrategy });
  }

  /** Changes an object's status, and nothing else of it. */
  updateStatus(
    resource: GroupVersionResource,
    object: KubeObject,
    change: (draft: Draft, now: Date) => void,
  ): Promise<void> {
    const now = this.options.now();
    return this.write(resource, object, (draft) => change(draft, now), { subresource: 'status' });
  }

  private async write(
    resource: GroupVersionResource,
    object: KubeObject,
    change: (draft: Draft) => void,
    target: Pick<UpdateRequest, 'subresource' | 'subresourceStrategy'>,
  ): Promise<void> {
    const { name = '', namespace = '' } = object.metadata;
    const store = this.store(resource);
    const transform = (current: KubeObject): Draft => {
      const draft: Draft = structuredClone(current);
      // Changes what is there, whatever its version, where that may be left open.
      if (store.strategy?.refusesUnconditionalUpdate !== true) {
        delete draft['metadata'].resourceVersion;
      }
      change(draft);
      return draft;
    };
    try {
      await updateObject(store, { name, transform, ...target }, this.context(namespace));
    } catch (error) {
      if (!isReason(error, 'NotFound')) throw error;
    }
  }

  /** Applies to an object that is there, by force and as the controller itself. */
  async apply(resource: GroupVersionResource, object: KubeObject, applied: Draft): Promise<void> {
    const { name = '', namespace = '' } = object.metadata;
    const store = this.store(resource);
    const context = { ...this.context(namespace), fieldManager: undefined };
    const manager = fieldManagerOf({ info: store.info, subresource: '' });
    const transform = (current: KubeObject): Draft => {
      const writer = writerOf(context, this.controller);
      const merged = manager.apply(current, applied, writer, true);
      return structuredClone({
        ...merged,
        metadata: { ...merged['metadata'], resourceVersion: '' },
      });
    };
    try {
      await updateObject(store, { name, subresource: '', transform }, context);
    } catch (error) {
      if (!isReason(error, 'NotFound')) throw error;
    }
  }

  /** Deletes an object; one that is gone is left alone. */
  async delete(
    resource: GroupVersionResource,
    object: KubeObject,
    options: DeleteOptions = {},
  ): Promise<void> {
    const { name = '', namespace = '', uid } = object.metadata;
    const preconditions = uid === undefined ? {} : { uid };
    const store = this.store(resource);
    try {
      await deleteObject(store, name, { ...options, preconditions }, this.context(namespace));
    } catch (error) {
      if (!isReason(error, 'NotFound') && !isReason(error, 'Conflict')) throw error;
    }
  }

  private store(resource: GroupVersionResource): ResourceStore {
    const info = this.options.served().findResource(resource);
    invariant(info, `no resource ${resource.resource} in the API`);
    return this.options.storeOf(info);
  }

  private context(namespace: string): RequestContext {
    return {
      user: this.user,
      namespace,
      dryRun: false,
      fieldManager: this.fieldManager,
      now: this.options.now,
      reader: this.options.storage,
      authorize: async () => ({ decision: 'Allow', reason: '' }),
      addWarning: () => undefined,
    };
  }
}

function isReason(error: unknown, reason: string): boolean {
  return error instanceof StatusError && error.reason === reason;
}
