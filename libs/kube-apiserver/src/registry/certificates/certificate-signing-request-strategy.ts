import { secondsIso } from '../../storage/seconds-iso.js';
import type {
  Draft,
  RequestContext,
  ResourceStrategy,
  SubresourceStrategy,
} from '../resource-strategy.js';
import {
  asSigningRequest,
  type CertificateSigningRequest,
  type CertificateSigningRequestCondition,
  certificateSigningRequests,
  conditionsOf,
} from './certificate-signing-request.js';
import {
  validateApprovalUpdate,
  validateNewRequest,
  validateStatusUpdate,
} from './certificate-signing-request-validation.js';

const { group, resource } = certificateSigningRequests;

/** Upstream's `pkg/registry/certificates/certificates`: who asks is who sent it, for good. */
export const certificateSigningRequestStrategy: ResourceStrategy = {
  group,
  resource,
  validateName: () => [],
  fieldSelectors: ['spec.signerName'],
  prepareForCreate(draft, { user }) {
    const { username: _, uid: __, groups: ___, extra: ____, ...spec } = draft['spec'] ?? {};
    draft['spec'] = {
      ...spec,
      ...(user.name && { username: user.name }),
      ...(user.uid && { uid: user.uid }),
      ...(user.groups.length > 0 && { groups: [...user.groups] }),
      ...(Object.keys(user.extra ?? {}).length > 0 && { extra: structuredClone(user.extra) }),
    };
    draft['status'] = {};
  },
  prepareForUpdate: keepSpec,
  validate: (draft) => validateNewRequest(asSigningRequest(draft)),
};

export const certificateSigningRequestStatusStrategy: SubresourceStrategy = {
  group,
  resource,
  subresource: 'status',
  prepareForUpdate(draft, old, context) {
    keepSpec(draft, old);
    const conditions = draft['status']?.conditions ?? [];
    const kept = ['Approved', 'Denied'].reduce(
      (all, type) => preserveConditions(all, conditionsOf(asSigningRequest(old), type), type),
      conditions,
    );
    draft['status'] = withConditions(
      draft['status'] ?? {},
      populateTimestamps(kept, asSigningRequest(old), context),
    );
  },
  validateUpdate: (draft, old) =>
    validateStatusUpdate(asSigningRequest(draft), asSigningRequest(old)),
};

export const certificateSigningRequestApprovalStrategy: SubresourceStrategy = {
  group,
  resource,
  subresource: 'approval',
  prepareForUpdate(draft, old, context) {
    const request = asSigningRequest(old);
    const conditions = populateTimestamps(draft['status']?.conditions ?? [], request, context);
    keepSpec(draft, old);
    draft['status'] = withConditions(structuredClone(request.status ?? {}), conditions);
  },
  validateUpdate: (draft, old) =>
    validateApprovalUpdate(asSigningRequest(draft), asSigningRequest(old)),
};

function keepSpec(draft: Draft, old: object): void {
  draft['spec'] = structuredClone(asSigningRequest(old).spec);
}

function withConditions(
  { conditions: _, ...status }: Draft,
  conditions: readonly CertificateSigningRequestCondition[],
): Draft {
  return conditions.length === 0 ? status : { ...status, conditions };
}

/** As they were, unless some were added or removed: that is for validation to refuse. */
function preserveConditions(
  conditions: readonly CertificateSigningRequestCondition[],
  old: readonly CertificateSigningRequestCondition[],
  type: string,
): CertificateSigningRequestCondition[] {
  const own = conditions.filter((condition) => condition.type === type);
  return conditions.map((condition) => {
    const index = own.indexOf(condition);
    const kept = own.length === old.length ? old[index] : undefined;
    return kept === undefined ? condition : { ...kept };
  });
}

function populateTimestamps(
  conditions: readonly CertificateSigningRequestCondition[],
  old: CertificateSigningRequest,
  { now }: RequestContext,
): CertificateSigningRequestCondition[] {
  const time = secondsIso(now());
  return conditions.map((condition) => {
    const known = conditionsOf(old, condition.type).find(
      ({ status, lastTransitionTime }) => status === condition.status && lastTransitionTime,
    );
    return {
      ...condition,
      lastUpdateTime: condition.lastUpdateTime || time,
      lastTransitionTime: condition.lastTransitionTime || known?.lastTransitionTime || time,
    };
  });
}
