import type { UserInfo } from '../../authentication/authenticator.js';

/** A user as reviews show it (authentication/v1 `UserInfo`). */
export function encodeUserInfo({ name, uid, groups, extra = {} }: UserInfo) {
  return {
    username: name,
    ...(uid && { uid }),
    ...(groups.length > 0 && { groups }),
    ...(Object.keys(extra).length > 0 && { extra }),
  };
}
