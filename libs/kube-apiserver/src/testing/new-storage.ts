import type { KubeObject } from '@drillyard/kube-objects';
import { bootstrapBase } from '../bootstrap/bootstrap-base.js';
import { Storage } from '../storage/storage.js';
import { defaultStorageLimits } from '../storage/storage-limits.js';

/** A cluster's state as it is born, kept in memory. */
export function newStorage(now: () => Date = () => new Date()): Storage {
  return new Storage({ base: bootstrapBase(), limits: defaultStorageLimits, now });
}

/** Stores objects as they are, each with a uid: what a test takes for given. */
export function given(storage: Storage, resource: string, ...objects: readonly object[]): void {
  const [name = '', ...group] = resource.split('.');
  for (const object of objects) {
    storage.create({ group: group.join('.'), resource: name }, object as KubeObject);
  }
}
