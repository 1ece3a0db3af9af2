import type { KubeObject } from '@drillyard/kube-objects';
import type { AuthorizationAttributes } from '@drillyard/rbac';
import type { UserInfo } from '../authentication/authenticator.js';
import type { AuthorizationDecision } from '../authorization/authorizer.js';
import type { ObjectReader } from '../storage/object-reader.js';
import type { FieldError } from './field-error.js';

export type { FieldError } from './field-error.js';

/** What a strategy and a review may ask about the request they serve. */
export interface RequestContext {
  readonly user: UserInfo;
  readonly namespace: string;
  readonly dryRun: boolean;
  /** Who comes to own the fields this write changes; undefined where nobody keeps books of it. */
  readonly fieldManager?: string | undefined;
  readonly now: () => Date;
  readonly reader: ObjectReader;
  readonly authorize: (attributes: AuthorizationAttributes) => Promise<AuthorizationDecision>;
  readonly addWarning: (message: string) => void;
  /** Tells the audit log of the request something; nobody listens in the server's own writes. */
  readonly addAuditAnnotation?: ((key: string, value: string) => void) | undefined;
}

/** A plain mutable object under construction, before it is validated, frozen and stored. */
// biome-ignore lint/suspicious/noExplicitAny: a draft has whatever fields the client sent
export type Draft = Record<string, any>;

/**
 * What is particular about one resource (apiserver `rest.RESTCreateStrategy` and friends). The
 * generic registry does the rest; a resource without a strategy is stored as it was sent.
 * Functions may throw a StatusError to refuse (escalation checks do).
 */
export interface ResourceStrategy {
  readonly group: string;
  readonly resource: string;
  /** Fills in upstream's defaults (`pkg/apis/<group>/<version>/defaults.go`). */
  setDefaults?(draft: Draft): void;
  prepareForCreate?(draft: Draft, context: RequestContext): void | Promise<void>;
  prepareForUpdate?(draft: Draft, old: KubeObject, context: RequestContext): void | Promise<void>;
  validate?(object: Draft, context: RequestContext): FieldError[] | Promise<FieldError[]>;
  validateUpdate?(object: Draft, old: KubeObject, context: RequestContext): FieldError[];
  /** Hints that do not refuse a new object, sent as Warning headers. */
  warnings?(object: Draft): string[];
  /** Selectable fields besides metadata.name and metadata.namespace, by dotted path. */
  readonly fieldSelectors?: readonly string[];
  /** Reads a selectable field that is not simply found at its path. */
  selectableField?(object: KubeObject, field: string): string | undefined;
  /** Names with more freedom than a DNS subdomain (RBAC: path segment names). */
  validateName?(name: string): string[];
  /** Finalizers with more freedom than those of built-in kinds have. */
  readonly validateFinalizers?: (finalizers: readonly string[]) => FieldError[];
  /** The status sent with a create counts (nodes); elsewhere it is dropped. */
  readonly keepsStatusOnCreate?: boolean;
  /**
   * How many seconds the object may still take when it is deleted, given what the client asked
   * for; a resource without this goes at once.
   */
  gracePeriodSeconds?(object: KubeObject, asked: number | undefined): number;
  /** Finalizers kept outside of metadata (namespaces). */
  pendingFinalizers?(object: Draft): readonly string[];
  /** Shows on an object that waits for its finalizers that it is going away. */
  markDeleted?(draft: Draft): void;
  /** PUT creates what does not exist (apiserver `AllowCreateOnUpdate`). */
  readonly createsOnUpdate?: boolean;
  /** A PUT must say which resourceVersion it is based on. */
  readonly refusesUnconditionalUpdate?: boolean;
}

/**
 * A subresource whose body is the resource itself and which changes one part of it: status,
 * approval, finalize. `prepareForUpdate` gets the draft as sent and must put back all that the
 * subresource may not touch. A `status` subresource needs none of this: only `status` is taken.
 */
export interface SubresourceStrategy {
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  prepareForUpdate(draft: Draft, old: KubeObject, context: RequestContext): void | Promise<void>;
  validateUpdate?(object: Draft, old: KubeObject, context: RequestContext): FieldError[];
}

/** A subresource that acts on an object, such as serviceaccounts/token and pods/eviction. */
export interface SubresourceAction {
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  /** `parent` is the object the path names: it exists. The answer has the type of the body. */
  create(parent: KubeObject, draft: Draft, context: RequestContext): Promise<Draft>;
}

/** A resource that is answered and never stored: SubjectAccessReview, SelfSubjectReview. */
export interface ReviewHandler {
  readonly group: string;
  readonly resource: string;
  create(draft: Draft, context: RequestContext): Promise<Draft>;
}
