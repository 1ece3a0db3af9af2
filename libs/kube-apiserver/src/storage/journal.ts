import type { KubeObject } from '@drillyard/kube-objects';

/** One write: the object as it is from this resourceVersion on, or its last state where it went. */
export interface JournalRecord {
  readonly resourceVersion: number;
  /** `group/resource`, the core group being empty: `/pods`, `apps/deployments`. */
  readonly table: string;
  /** `namespace/name`, or `/name` where there is no namespace. */
  readonly key: string;
  /** Absent where the object was deleted. */
  readonly object?: KubeObject;
}

/** What the storage is as a whole at one resourceVersion: what is left when history is dropped. */
export interface JournalSnapshot {
  /** Identifies the cluster: the uids of its bootstrap objects derive from it. */
  readonly clusterUid: string;
  /** When the cluster came to be, in ISO 8601: the age of its bootstrap objects. */
  readonly createdAt: string;
  readonly resourceVersion: number;
  /** Objects written, and keys of bootstrap objects deleted, in any order. */
  readonly records: Iterable<JournalRecord>;
}

/**
 * Where writes go before they are acknowledged. `append` and `compact` throw where the record
 * cannot be kept (a full disk): the write is then refused and nothing has changed.
 */
export interface Journal {
  /** What an earlier process left, undefined where there is nothing; to be read before any append. */
  load(): { snapshot: JournalSnapshot; records: Iterable<JournalRecord> } | undefined;
  /** `objectText` is the JSON of the record's object, for whoever has made it already. */
  append(record: JournalRecord, objectText?: string): void;
  /** Replaces all that was appended with the snapshot. */
  compact(snapshot: JournalSnapshot): void;
  /** Bytes appended since the last compaction. */
  readonly appendedBytes: number;
  close(): void;
}
