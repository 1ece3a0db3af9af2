import {
  allCapabilities,
  type Capability,
  type CapabilitySet,
  has,
  noCapabilities,
} from './capability.js';

/** Who a process is to the kernel, and what it may do (credentials(7), capabilities(7)). */
export interface Credentials {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly permitted: CapabilitySet;
  readonly effective: CapabilitySet;
  readonly bounding: CapabilitySet;
  readonly inheritable: CapabilitySet;
  readonly ambient: CapabilitySet;
  readonly noNewPrivs: boolean;
  /** 0 none, 2 a filter. */
  readonly seccomp: 0 | 2;
}

export function mayUse(credentials: Credentials, capability: Capability): boolean {
  return has(credentials.effective, capability);
}

export function isMemberOf(credentials: Credentials, gid: number): boolean {
  return credentials.gid === gid || credentials.groups.includes(gid);
}

/**
 * The sets after execve of a file without capabilities of its own: root gets what is inheritable or
 * bounding, everybody else what is ambient.
 */
export function afterExec(before: Credentials): Credentials {
  const permitted =
    before.uid === 0 ? before.inheritable | before.bounding | before.ambient : before.ambient;
  return { ...before, permitted, effective: permitted };
}

/** After setuid(2): who stops being root loses permitted and effective sets. */
export function afterSetUser(before: Credentials, uid: number): Credentials {
  const lost = before.uid === 0 && uid !== 0;
  const sets = lost
    ? { permitted: noCapabilities, effective: noCapabilities, ambient: noCapabilities }
    : {};
  return { ...before, ...sets, uid };
}

/** Who the runtime itself is: root with everything. */
export const rootCredentials: Credentials = {
  uid: 0,
  gid: 0,
  groups: [],
  permitted: allCapabilities,
  effective: allCapabilities,
  bounding: allCapabilities,
  inheritable: noCapabilities,
  ambient: noCapabilities,
  noNewPrivs: false,
  seccomp: 0,
};
