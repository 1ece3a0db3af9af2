import type { KubeObject } from '@drillyard/kube-objects';
import type { AuthorizationAttributes } from '@drillyard/rbac';
import type { UserInfo } from '../authentication/authenticator.js';
import type { AuthorizationDecision } from '../authorization/authorizer.js';
import type { ObjectReader } from '../storage/object-reader.js';

/** A mistake in one field (apimachinery `field.Error`). */
export interface FieldError {
  readonly type:
    | 'FieldValueRequired'
    | 'FieldValueInvalid'
    | 'FieldValueNotSupported'
    | 'FieldValueForbidden'
    | 'FieldValueDuplicate'
    | 'FieldValueNotFound'
    | 'FieldValueTooLong'
    | 'FieldValueTooMany'
    | 'FieldValueTypeInvalid';
  /** Such as `rules[0].verbs`. */
  readonly field: string;
  readonly badValue?: unknown;
  readonly detail: string;
}

/** What a strategy and a review may ask about the request they serve. */
export interface RequestContext {
  readonly user: UserInfo;
  readonly namespace: string;
  readonly dryRun: boolean;
  readonly now: () => Date;
  readonly reader: ObjectReader;
  readonly authorize: (attributes: AuthorizationAttributes) => Promise<AuthorizationDecision>;
  readonly addWarning: (message: string) => void;
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
  validate?(object: Draft, context: RequestContext): FieldError[];
  validateUpdate?(object: Draft, old: KubeObject, context: RequestContext): FieldError[];
  /** Selectable fields besides metadata.name and metadata.namespace, by dotted path. */
  readonly fieldSelectors?: readonly string[];
  /** Names with more freedom than a DNS subdomain (RBAC: path segment names). */
  validateName?(name: string): string[];
}

/** A resource that is answered and never stored: SubjectAccessReview, SelfSubjectReview. */
export interface ReviewHandler {
  readonly group: string;
  readonly resource: string;
  create(draft: Draft, context: RequestContext): Promise<Draft>;
}
