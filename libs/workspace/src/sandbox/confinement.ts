/**
 * One way to make a sandbox. With a user namespace its processes have no right outside of it even
 * if they broke every other wall; the way without one exists for hosts that forbid unprivileged
 * user namespaces to a server that runs as root.
 */
export interface Confinement {
  readonly isolation: 'bubblewrap' | 'unshare';
  readonly userNamespace: boolean;
}

/** The user a sandbox's processes are for the host. */
export interface HostUser {
  readonly uid: number;
  readonly gid: number;
  /** Whether the server is root and has to become this user; else it is this user already. */
  readonly mustSwitch: boolean;
}

/** The learner's user id inside a sandbox that has a user namespace. */
export const namespaceUid = 1000;

/** The learner's user id as the sandbox shows it; on a node they are called root. */
export function insideUid(
  { userNamespace }: Confinement,
  { uid }: HostUser,
  isRoot = false,
): number {
  if (!userNamespace) return uid;
  return isRoot ? 0 : namespaceUid;
}

/** Absolute paths of the host's programs that make and enter sandboxes. */
export interface SandboxTools {
  readonly sh: string;
  readonly bash: string;
  readonly bwrap: string | undefined;
  readonly unshare: string;
  readonly nsenter: string;
  readonly setpriv: string;
  readonly prlimit: string;
  readonly nice: string;
}
