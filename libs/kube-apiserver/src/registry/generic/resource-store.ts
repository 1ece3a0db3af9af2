import { formatApiVersion, type GroupResource, type KubeObject } from '@drillyard/kube-objects';
import type { ResourceInfo } from '@drillyard/kube-schema';
import type { AdmissionChain } from '../../admission/admission-chain.js';
import type { AdmissionAttributes } from '../../admission/admission-plugin.js';
import type { TrackedWrite } from '../../managed-fields/track-fields.js';
import {
  alreadyExists,
  conflict,
  notFound,
  optimisticLockMessage,
  resourceExpired,
  tooManyRequests,
  unknownError,
} from '../../status-error.js';
import type { Storage } from '../../storage/storage.js';
import { StorageError } from '../../storage/storage-error.js';
import type { Conversion } from '../conversion.js';
import type { Draft, RequestContext, ResourceStrategy } from '../resource-strategy.js';
import { orderObject } from './order-object.js';

/** Every second a watch ends; a client that is one too many may try then. */
const watchRetryAfterSeconds = 1;

/** One resource of one cluster, as one API version serves it (apiserver `registry.Store`). */
export class ResourceStore {
  constructor(
    readonly info: ResourceInfo,
    readonly storage: Storage,
    readonly admission: AdmissionChain,
    readonly strategy: ResourceStrategy | undefined,
    private readonly conversion: Conversion | undefined,
  ) {}

  /** As clients name it, also in errors. */
  get groupResource(): GroupResource {
    return { group: this.info.group, resource: this.info.resource };
  }

  /** Where its objects are kept; another group's table for events.k8s.io. */
  get stored(): GroupResource {
    return this.conversion?.stored ?? this.groupResource;
  }

  /** As mistakes in an object name it. */
  get storedKind(): { group: string; kind: string } {
    return { group: this.stored.group, kind: this.info.kind };
  }

  get apiVersion(): string {
    return formatApiVersion(this.info);
  }

  find(namespace: string, name: string): KubeObject | undefined {
    return this.storage.get(this.stored, namespace, name);
  }

  /** As stored; throws 404. */
  get(namespace: string, name: string): KubeObject {
    const object = this.find(namespace, name);
    if (object === undefined) throw notFound(this.groupResource, name);
    return object;
  }

  /** A stored object in the version that is served. */
  toServed(object: KubeObject): KubeObject {
    if (this.conversion === undefined) return object;
    const served = this.conversion.toServed(object);
    return this.conversion.answersOrdered === true ? served : orderObject({ ...served });
  }

  /** A write through this version: who owns what is said in its words. */
  tracked(subresource: string): TrackedWrite {
    const { info, conversion } = this;
    if (conversion === undefined) return { info, subresource };
    return { info, subresource, toServed: (stored) => this.toServed(stored) };
  }

  toStored(draft: Draft): Draft {
    return this.conversion === undefined ? draft : this.conversion.toStored(draft);
  }

  admissionAttributes(
    operation: AdmissionAttributes['operation'],
    context: RequestContext,
    rest: Pick<AdmissionAttributes, 'name' | 'object' | 'oldObject'> & { subresource?: string },
  ): AdmissionAttributes {
    const { group, version, resource, kind } = this.info;
    const { user, namespace, dryRun, addWarning, addAuditAnnotation } = context;
    const telling = { addWarning, addAuditAnnotation };
    const subresource = rest.subresource ?? '';
    const target = { group, version, resource, kind, namespace, user, dryRun, ...telling };
    return { operation, ...target, ...rest, subresource };
  }

  /** Puts what the storage refuses into the API's words. */
  writing<T>(name: string, write: () => T): T {
    try {
      return write();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      if (error.code === 'KEY_EXISTS') throw alreadyExists(this.groupResource, name);
      if (error.code === 'KEY_NOT_FOUND') throw notFound(this.groupResource, name);
      if (error.code === 'CONFLICT') {
        throw conflict(this.groupResource, name, optimisticLockMessage);
      }
      throw unknownError(error.message);
    }
  }

  reading<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      if (error.code === 'EXPIRED') throw resourceExpired(error.message);
      if (error.code === 'LIMIT') throw tooManyRequests(error.message, watchRetryAfterSeconds);
      throw error;
    }
  }
}
