/** What one cluster may store and hold open. The other clusters of the process must not notice it. */
export interface StorageLimits {
  /** JSON of one object. etcd's default request limit: what a real cluster refuses, this one does. */
  readonly objectBytesMax: number;
  /** JSON of all objects. A lab needs kilobytes; a learner who loops must not fill the memory. */
  readonly totalBytesMax: number;
  readonly objectsMax: number;
  /** Open watches. Each costs a little memory and a share of every write. */
  readonly watchesMax: number;
  /** Events kept for watches that start, or list pages that go on, at an older resourceVersion. */
  readonly eventsMax: number;
  /** JSON of the objects those events hold: big objects are forgotten sooner. */
  readonly eventBytesMax: number;
}

export const defaultStorageLimits: StorageLimits = {
  objectBytesMax: 1.5 * 1024 * 1024,
  totalBytesMax: 64 * 1024 * 1024,
  objectsMax: 20_000,
  watchesMax: 1_000,
  eventsMax: 1_000,
  eventBytesMax: 16 * 1024 * 1024,
};
