import type { Storage } from '@drillyard/kube-apiserver';

const nodes = { group: '', version: 'v1', resource: 'nodes' };

/** Worker nodes count from `node01`: those a cluster has, and those it is to have. */
export function workerNames(storage: Storage, wanted = 0): string[] {
  const names = new Set(
    Array.from({ length: wanted }, (_, index) => `node${String(index + 1).padStart(2, '0')}`),
  );
  for (const { metadata } of storage.list(nodes)) {
    if (/^node\d{2}$/.test(metadata.name ?? '')) names.add(metadata.name ?? '');
  }
  return [...names].sort();
}

/** The address so many after another one; data only, nothing dials it. */
export function neighbour(address: string, distance: number): string {
  return address.replace(/\d+$/, (last) => String(Number(last) + distance));
}
