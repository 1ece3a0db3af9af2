import type { InformerEvent, ObjectKind } from '@drillyard/cluster';
import type { KubeObject, OwnerReference } from '@drillyard/kube-objects';

/** Where an object is: apiVersion, kind, namespace and name, a line each. */
export type Place = string;

export function placeOf(kind: ObjectKind, namespace: string, name: string): Place {
  return [kind.apiVersion, kind.kind, namespace, name].join('\n');
}

export function splitPlace(place: Place): ObjectKind & { namespace: string; name: string } {
  const [apiVersion = '', kind = '', namespace = '', name = ''] = place.split('\n');
  return { apiVersion, kind, namespace, name };
}

/** Who names whom as its owner: only of objects that name some. */
export class OwnerGraph {
  private readonly dependents = new Map<string, Set<Place>>();

  apply(event: InformerEvent<KubeObject>): void {
    const { type, object } = event;
    if (type === 'DELETED') this.remove(object);
    else {
      if (type === 'MODIFIED') this.remove(event.previous);
      for (const { uid } of ownersOf(object)) {
        const known = this.dependents.get(uid) ?? new Set<Place>();
        this.dependents.set(uid, known.add(placeOfObject(object)));
      }
    }
  }

  /** By the owner's uid. */
  dependentsOf(uid: string): readonly Place[] {
    return [...(this.dependents.get(uid) ?? [])];
  }

  private remove(object: KubeObject): void {
    for (const { uid } of ownersOf(object)) {
      const places = this.dependents.get(uid);
      places?.delete(placeOfObject(object));
      if (places?.size === 0) this.dependents.delete(uid);
    }
  }
}

export function placeOfObject(object: KubeObject): Place {
  const { namespace = '', name = '' } = object.metadata;
  return placeOf(object, namespace, name);
}

export function ownersOf({ metadata }: KubeObject): readonly OwnerReference[] {
  return metadata.ownerReferences ?? [];
}

/** Whether two lists of owners are the same for all that the collector does. */
export function haveSameOwners(a: KubeObject, b: KubeObject): boolean {
  const [one, other] = [ownersOf(a), ownersOf(b)];
  if (one === other) return true;
  const isSame = (x: OwnerReference, y: OwnerReference | undefined) =>
    x.uid === y?.uid &&
    x.kind === y.kind &&
    x.apiVersion === y.apiVersion &&
    x.name === y.name &&
    x.blockOwnerDeletion === y.blockOwnerDeletion;
  return one.length === other.length && one.every((each, index) => isSame(each, other[index]));
}
