import { secondsIso } from '../../storage/seconds-iso.js';
import type { ReviewHandler } from '../resource-strategy.js';
import { encodeUserInfo } from './user-info.js';

export const authenticationGroup = 'authentication.k8s.io';

/** Who am I? */
export const selfSubjectReview: ReviewHandler = {
  group: authenticationGroup,
  resource: 'selfsubjectreviews',
  async create(draft, { user, now }) {
    return {
      kind: draft['kind'],
      apiVersion: draft['apiVersion'],
      metadata: { creationTimestamp: secondsIso(now()) },
      status: { userInfo: encodeUserInfo(user) },
    };
  },
};
