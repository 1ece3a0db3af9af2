import type { KubeObject } from '@drillyard/kube-objects';
import type { InformerEvent, ObjectIndex } from './component-client.js';

/** The objects of one index, by value and then by key. */
export class IndexedObjects<T extends KubeObject> {
  private readonly byValue = new Map<string, Map<string, T>>();

  constructor(
    private readonly index: ObjectIndex<T>,
    objects: Iterable<T>,
  ) {
    for (const object of objects) this.add(object);
  }

  get(value: string): readonly T[] {
    return [...(this.byValue.get(value)?.values() ?? [])];
  }

  apply(event: InformerEvent<T>): void {
    if (event.type === 'MODIFIED') this.remove(event.previous);
    if (event.type === 'DELETED') this.remove(event.object);
    else this.add(event.object);
  }

  private add(object: T): void {
    for (const value of this.index.values(object)) {
      const objects = this.byValue.get(value) ?? new Map<string, T>();
      objects.set(keyOf(object), object);
      this.byValue.set(value, objects);
    }
  }

  private remove(object: T): void {
    for (const value of this.index.values(object)) {
      const objects = this.byValue.get(value);
      objects?.delete(keyOf(object));
      if (objects?.size === 0) this.byValue.delete(value);
    }
  }
}

/** `namespace/name`, and just the name of an object without a namespace (client-go `MetaNamespaceKeyFunc`). */
export function keyOf({ metadata }: KubeObject): string {
  const { namespace, name = '' } = metadata;
  return namespace === undefined || namespace === '' ? name : `${namespace}/${name}`;
}

export function splitKey(key: string): { readonly namespace: string; readonly name: string } {
  const slash = key.indexOf('/');
  return { namespace: key.slice(0, Math.max(slash, 0)), name: key.slice(slash + 1) };
}
