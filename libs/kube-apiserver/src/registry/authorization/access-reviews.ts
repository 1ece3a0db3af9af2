import { invalid } from '../../status-error.js';
import type { FieldError } from '../field-error.js';
import { ensureNamespace } from '../generic/create-object.js';
import type { Draft, RequestContext, ReviewHandler } from '../resource-strategy.js';
import {
  type AccessReviewSpec,
  reviewAttributes,
  reviewedUser,
  reviewStatus,
} from './access-review-spec.js';
import {
  validateLocalReview,
  validateSelfReview,
  validateSubjectReview,
} from './access-review-validation.js';

export const authorizationGroup = 'authorization.k8s.io';

/** May I? */
export const selfSubjectAccessReview: ReviewHandler = {
  group: authorizationGroup,
  resource: 'selfsubjectaccessreviews',
  async create(draft, context) {
    refuseMistakes(validateSelfReview(draft));
    return answer(draft, context, context.user);
  },
};

/** May they? */
export const subjectAccessReview: ReviewHandler = {
  group: authorizationGroup,
  resource: 'subjectaccessreviews',
  async create(draft, context) {
    refuseMistakes(validateSubjectReview(draft));
    return answer(draft, context, reviewedUser(draft['spec']));
  },
};

/** May they, in this namespace? So that who runs a namespace can ask about it. */
export const localSubjectAccessReview: ReviewHandler = {
  group: authorizationGroup,
  resource: 'localsubjectaccessreviews',
  async create(draft, context) {
    draft['metadata'] ??= {};
    ensureNamespace(draft['metadata'], context.namespace);
    refuseMistakes(validateLocalReview(draft));
    return answer(draft, context, reviewedUser(draft['spec']));
  },
};

async function answer(
  draft: Draft,
  context: RequestContext,
  user: RequestContext['user'],
): Promise<Draft> {
  const spec: AccessReviewSpec = draft['spec'];
  const decision = await context.authorize(reviewAttributes(spec, user));
  return { ...draft, status: reviewStatus(decision, spec) };
}

/** Upstream's reviews do not know their own kind when they refuse: it is empty in the answer. */
function refuseMistakes(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw invalid({ group: authorizationGroup, kind: '' }, '', errors);
}
