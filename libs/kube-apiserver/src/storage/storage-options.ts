import type { Journal } from './journal.js';
import type { BaseObject, SharedBase } from './shared-base.js';
import type { StorageLimits } from './storage-limits.js';

export interface StorageOptions {
  readonly base: SharedBase;
  /** Without one the state lives and dies with the process. */
  readonly journal?: Journal | undefined;
  /** What a new cluster is born with besides the base: objects with all that identifies them. */
  readonly seed?: ((createdAt: string) => Iterable<BaseObject>) | undefined;
  readonly limits: StorageLimits;
  readonly now: () => Date;
}
