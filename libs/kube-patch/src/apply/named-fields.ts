import { type Atom, memberType, type TypeRef } from './atom.js';
import { FieldPathSet } from './field-path-set.js';
import { fieldNameOf, type PathElement } from './path-element.js';

/**
 * The set with every declared field on the way to its paths (structured-merge-diff
 * `Set.EnsureNamedFieldsAreMembers`): such fields are not in a set for themselves.
 */
export function withNamedFields(set: FieldPathSet, type: TypeRef | undefined): FieldPathSet {
  const atom: Atom = type?.() ?? {};
  const members = new Set(set.members);
  const children = new Map<PathElement, FieldPathSet>();
  for (const [element, child] of set.children) {
    const name = fieldNameOf(element);
    if (name !== undefined && atom.map?.field(name) !== undefined) members.add(element);
    children.set(element, withNamedFields(child, elementType(atom, element)));
  }
  return new FieldPathSet(members, children);
}

function elementType({ map, list }: Atom, element: PathElement): TypeRef | undefined {
  const name = fieldNameOf(element);
  if (name !== undefined) return map && memberType(map, name);
  return element.startsWith('k:') ? list?.element : undefined;
}
