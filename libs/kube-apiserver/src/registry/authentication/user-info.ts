import type { UserInfo } from '../../authentication/authenticator.js';

/** A user as reviews show it (authentication/v1 `UserInfo`). */
export function encodeUserInfo({ name, uid, groups, extra = {} }: UserInfo) {
  // Sorted, as Go writes maps.
  const entries = Object.entries(extra).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    username: name,
    ...(uid && { uid }),
    ...(groups.length > 0 && { groups }),
    ...(entries.length > 0 && { extra: Object.fromEntries(entries) }),
  };
}
