import type { AuthorizationAttributes } from '@drillyard/rbac';
import type { AuthorizationDecision } from './authorizer.js';

/** Enough for what a learner did since they last looked; a cluster that nobody uses holds none. */
const recordsMax = 1_000;
/** Names and reasons may be long where somebody wants them to: this many characters of all records. */
const charactersMax = 1_000_000;

/** One question that was put to the authorizers of a cluster, and their answer. */
export interface AuthorizationRecord extends AuthorizationDecision {
  /** The request's Audit-Id. */
  readonly auditId: string;
  readonly at: Date;
  readonly attributes: AuthorizationAttributes;
  /** Who asks in the place of the user of the attributes. */
  readonly impersonator?: string;
  /** What was asked for: the request itself, or a part of impersonating somebody for it. */
  readonly purpose: 'request' | 'impersonation';
}

/**
 * Which authorizer answered, and why: the last of the questions put to a cluster, and those to
 * come. It lives in memory and is for graders, where the audit log is for those who ask for one.
 */
export class AuthorizationLog {
  private readonly records: AuthorizationRecord[] = [];
  private readonly listeners = new Set<(record: AuthorizationRecord) => void>();
  private characters = 0;

  add(record: AuthorizationRecord): void {
    this.records.push(record);
    this.characters += lengthOf(record);
    while (this.records.length > recordsMax || this.characters > charactersMax) {
      const dropped = this.records.shift();
      if (dropped === undefined) break;
      this.characters -= lengthOf(dropped);
    }
    for (const listener of this.listeners) listener(record);
  }

  /** Oldest first. */
  recent(): readonly AuthorizationRecord[] {
    return [...this.records];
  }

  /** Tells of each record from now on, until the function it answers with is called. */
  subscribe(listener: (record: AuthorizationRecord) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

function lengthOf({ attributes, reason, opinions = [] }: AuthorizationRecord): number {
  const { user, path, name, namespace, resource } = attributes;
  let length = user.name.length + path.length + name.length + namespace.length;
  length += resource.length + reason.length;
  for (const group of user.groups) length += group.length;
  for (const opinion of opinions) length += opinion.reason.length;
  return length;
}
