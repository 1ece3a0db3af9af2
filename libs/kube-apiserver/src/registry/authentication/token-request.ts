import type { KubeObject } from '@drillyard/kube-objects';
import type { ServiceAccountIssuer } from '../../authentication/service-account-issuer.js';
import { conflict, invalid } from '../../status-error.js';
import { secondsIso } from '../../storage/seconds-iso.js';
import { type FieldError, invalidValue } from '../field-error.js';
import { ensureNamespace } from '../generic/create-object.js';
import type { Draft, SubresourceAction } from '../resource-strategy.js';
import { authenticationGroup } from './self-subject-review.js';
import { findTokenBinding } from './token-binding.js';

const kind = { group: authenticationGroup, kind: 'TokenRequest' };

/** Of the audit log: apiserver `IssuedCredentialIDAuditAnnotationKey`. */
const issuedCredentialIdKey = 'authentication.kubernetes.io/issued-credential-id';

const lifetimeDefaultSeconds = 60 * 60;
const lifetimeMinSeconds = 10 * 60;
const lifetimeMaxSeconds = 2 ** 32;
/** What pods' projected tokens ask for; clients that never reload theirs keep working for a year. */
const projectedLifetimeSeconds = 60 * 60 + 7;
const extendedLifetimeSeconds = 365 * 24 * 60 * 60;

export interface TokenRequestOptions {
  readonly issuer: ServiceAccountIssuer;
  /** Whom tokens are for that name nobody. */
  readonly apiAudiences: readonly string[];
}

/** `serviceaccounts/token` (upstream `pkg/registry/core/serviceaccount/storage/token.go`). */
export function tokenRequest({ issuer, apiAudiences }: TokenRequestOptions): SubresourceAction {
  return {
    group: '',
    resource: 'serviceaccounts',
    subresource: 'token',
    async create(serviceAccount, draft, { namespace, reader, now, addAuditAnnotation }) {
      draft['metadata'] ??= {};
      ensureNamespace(draft['metadata'], namespace);
      const metadata = matchMetadata(draft['metadata'], serviceAccount);
      const spec = withDefaults(draft['spec'] ?? {}, apiAudiences);
      refuseMistakes(spec['expirationSeconds']);
      const reference = spec['boundObjectRef'];
      const binding = reference ? findTokenBinding(reference, serviceAccount, reader) : {};
      const isForApi = spec['audiences'].every((each: string) => apiAudiences.includes(each));
      const seconds: number = spec['expirationSeconds'];
      const isExtended =
        binding.pod !== undefined && seconds === projectedLifetimeSeconds && isForApi;
      const issuedAt = now();
      const { token, credentialId } = issuer.issueToken({
        serviceAccount,
        audiences: spec['audiences'],
        lifetimeSeconds: isExtended ? extendedLifetimeSeconds : seconds,
        ...(isExtended && { warnAfterSeconds: seconds }),
        binding,
        now: issuedAt,
      });
      addAuditAnnotation?.(issuedCredentialIdKey, credentialId);
      const expiresAt = new Date(issuedAt.getTime() + seconds * 1000);
      const { managedFields, ...known } = metadata;
      const rest = managedFields === undefined ? {} : { managedFields };
      return {
        ...draft,
        metadata: { ...known, creationTimestamp: secondsIso(issuedAt), ...rest },
        spec,
        status: { token, expirationTimestamp: secondsIso(expiresAt) },
      };
    },
  };
}

/** The account's own name and uid; another one in the body is refused. */
function matchMetadata(metadata: Draft, serviceAccount: KubeObject): Draft {
  const { name = '', uid = '' } = serviceAccount.metadata;
  if (metadata['name'] && metadata['name'] !== name) {
    const detail = 'must match the service account name if specified';
    throw invalid(kind, name, [invalidValue('metadata.name', metadata['name'], detail)]);
  }
  if (metadata['uid'] && metadata['uid'] !== uid) {
    const why = `the UID in the token request (${metadata['uid']}) does not match the UID of the service account (${uid})`;
    throw conflict({ group: kind.group, resource: kind.kind }, name, why);
  }
  const { name: _name, uid: _uid, namespace, ...rest } = metadata;
  return { name, namespace, uid, ...rest };
}

function withDefaults(spec: Draft, apiAudiences: readonly string[]): Draft {
  return {
    ...spec,
    audiences: spec['audiences']?.length ? spec['audiences'] : apiAudiences,
    expirationSeconds: spec['expirationSeconds'] ?? lifetimeDefaultSeconds,
    boundObjectRef: spec['boundObjectRef'] ?? null,
  };
}

function refuseMistakes(seconds: number): void {
  const field = 'spec.expirationSeconds';
  const errors: FieldError[] = [];
  if (seconds < lifetimeMinSeconds) {
    errors.push(invalidValue(field, seconds, 'may not specify a duration less than 10 minutes'));
  }
  if (seconds > lifetimeMaxSeconds) {
    errors.push(
      invalidValue(field, seconds, 'may not specify a duration larger than 2^32 seconds'),
    );
  }
  if (errors.length > 0) throw invalid(kind, '', errors);
}
