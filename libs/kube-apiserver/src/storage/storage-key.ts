import type { GroupResource } from '@drillyard/kube-objects';

/** Names the table of a resource: `/pods`, `apps/deployments`. */
export function tableName({ group, resource }: GroupResource): string {
  return `${group}/${resource}`;
}

export function resourceOfTable(table: string): GroupResource {
  const slash = table.indexOf('/');
  return { group: table.slice(0, slash), resource: table.slice(slash + 1) };
}

/** `namespace/name`; `/name` where there is no namespace. Sorts as etcd sorts upstream's keys. */
export function objectKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

/** First index whose key is not below the given one, in a sorted list. */
export function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The part of a sorted list of keys that lies in a namespace; all of it where none is given. */
export function keysOfNamespace(keys: readonly string[], namespace?: string): readonly string[] {
  if (namespace === undefined) return keys;
  const start = lowerBound(keys, `${namespace}/`);
  return keys.slice(start, lowerBound(keys, `${namespace}0`));
}
