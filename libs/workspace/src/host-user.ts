import { randomInt } from 'node:crypto';
import type { HostUser } from './sandbox/confinement.js';

/**
 * First user id given to workspaces when the server is root: one per workspace, so that learners
 * cannot touch each other's processes and files even outside a sandbox. systemd's list of user
 * ids leaves the range from 1879048192 to 2147352575 to nobody; subordinate ids end far below.
 */
export const firstWorkspaceUid = 1_900_000_000;
/** More workspaces than one host can run. */
export const workspaceUidCount = 100_000;

/** Who the server itself is. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** The user a workspace's processes are on the host. */
export function hostUser(server: ServerUser, slot: number): HostUser {
  if (server.uid !== 0) return { ...server, mustSwitch: false };
  const id = firstWorkspaceUid + slot;
  return { uid: id, gid: id, mustSwitch: true };
}

/** A slot that is not taken; anywhere, as servers on one host do not know of each other's. */
export function freeSlot(taken: ReadonlySet<number>): number {
  let slot: number;
  do slot = randomInt(workspaceUidCount);
  while (taken.has(slot));
  return slot;
}
