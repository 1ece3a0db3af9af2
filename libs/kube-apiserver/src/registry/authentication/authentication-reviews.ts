import type { TokenAuthenticator } from '../../authentication/authenticator.js';
import type { ReviewHandler } from '../resource-strategy.js';
import { selfSubjectReview } from './self-subject-review.js';
import { tokenReview } from './token-review.js';

/** The reviews of authentication.k8s.io. */
export function authenticationReviews(
  tokens: TokenAuthenticator,
  apiAudiences: readonly string[],
): readonly ReviewHandler[] {
  return [selfSubjectReview, tokenReview(tokens, apiAudiences)];
}
