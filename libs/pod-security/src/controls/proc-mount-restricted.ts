import type { Control } from '../control.js';
import { procMount, unmaskedProc } from './proc-mount.js';

/**
 * Restricted, "/proc Mount Type": the hidden parts of /proc stay hidden in a user namespace as well.
 * Asked for since baseline makes an exception there.
 */
export const procMountRestricted: Control = {
  id: 'procMount_restricted',
  level: 'restricted',
  versions: [{ since: 35, check: unmaskedProc, overrides: [procMount.id] }],
};
