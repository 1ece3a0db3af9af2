import type { FieldPathSet } from './field-path-set.js';

/** The fields a manager owns, in the words of one version (structured-merge-diff `VersionedSet`). */
export interface VersionedSet {
  readonly set: FieldPathSet;
  /** Such as `apps/v1`. */
  readonly apiVersion: string;
  /** Whether it was applied rather than updated. */
  readonly isApplied: boolean;
}

/** What each manager owns, by an identifier of the caller's. */
export type Managers = ReadonlyMap<string, VersionedSet>;
