import type { RuleResolver } from '../../authorization/authorizer.js';
import type { ReviewHandler } from '../resource-strategy.js';
import {
  localSubjectAccessReview,
  selfSubjectAccessReview,
  subjectAccessReview,
} from './access-reviews.js';
import { selfSubjectRulesReview } from './self-subject-rules-review.js';

/** The reviews of authorization.k8s.io. */
export function authorizationReviews(ruleResolver: RuleResolver): readonly ReviewHandler[] {
  return [
    selfSubjectAccessReview,
    subjectAccessReview,
    localSubjectAccessReview,
    selfSubjectRulesReview(ruleResolver),
  ];
}
