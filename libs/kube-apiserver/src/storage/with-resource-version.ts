import type { ObjectMeta } from '@drillyard/kube-objects';

/** What Go's struct has before the resourceVersion. */
const headFields = ['name', 'generateName', 'namespace', 'uid'];

/** An object's metadata with its resourceVersion, in the place Go's struct gives it. */
export function withResourceVersion(metadata: ObjectMeta, resourceVersion: number): ObjectMeta {
  if (metadata.resourceVersion !== undefined) {
    return { ...metadata, resourceVersion: String(resourceVersion) };
  }
  const entries = Object.entries(metadata);
  const keys = Object.keys(metadata);
  if (keys.every((key, at) => at === 0 || (keys[at - 1] ?? '') < key)) {
    // Those of a custom resource, whose keys are sorted.
    const all = [...entries, ['resourceVersion', String(resourceVersion)] as const];
    return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  const after = entries.findLastIndex(([field]) => headFields.includes(field)) + 1;
  return Object.fromEntries([
    ...entries.slice(0, after),
    ['resourceVersion', String(resourceVersion)],
    ...entries.slice(after),
  ]);
}
