import { type Atom, isDeduced, memberType, type TypeRef } from './atom.js';
import { FieldPathSet } from './field-path-set.js';
import { fieldNameOf, type PathElement } from './path-element.js';

/** Sets that are as the type has them: most are, and are asked about at each write. */
const unchanged = new WeakMap<FieldPathSet, TypeRef>();

/**
 * A set that was written when a field was granular, for a type in which it is atomic: who owned
 * anything in it owns it as a whole (structured-merge-diff `ReconcileFieldSetWithSchema`).
 */
export function reconcileWithSchema(set: FieldPathSet, type: TypeRef): FieldPathSet {
  if (unchanged.get(set) === type) return set;
  const atomic = new FieldPathSet();
  visit({ set, isLeaf: false }, type(), [], atomic);
  if (!atomic.isEmpty) return set.recursiveDifference(atomic).union(atomic);
  unchanged.set(set, type);
  return set;
}

interface Node {
  readonly set: FieldPathSet | undefined;
  /** A path of the set with nothing below it. */
  readonly isLeaf: boolean;
}

function visit(node: Node, atom: Atom, path: readonly PathElement[], atomic: FieldPathSet): void {
  const { map, list } = atom;
  if (map !== undefined) {
    if (isDeduced(map)) return;
    if (!node.isLeaf && map.isAtomic) {
      if (node.set !== undefined && !node.set.isEmpty) atomic.insert(path);
      return;
    }
    visitMembers(node, path, atomic, (element) => memberType(map, fieldNameOf(element) ?? ''));
  } else if (list !== undefined && atom.scalar === undefined) {
    if (!node.isLeaf && list.relationship === 'atomic') atomic.insert(path);
    else visitMembers(node, path, atomic, () => list.element);
  }
}

function visitMembers(
  { set }: Node,
  path: readonly PathElement[],
  atomic: FieldPathSet,
  typeOf: (element: PathElement) => TypeRef | undefined,
): void {
  if (set === undefined) return;
  for (const element of new Set([...set.children.keys(), ...set.members])) {
    const type = typeOf(element);
    if (type === undefined) continue;
    const below = set.children.get(element);
    const isLeaf = set.members.has(element) && below === undefined;
    visit({ set: below, isLeaf }, type(), [...path, element], atomic);
  }
}
