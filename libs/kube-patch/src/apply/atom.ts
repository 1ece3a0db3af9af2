/**
 * What structured-merge-diff needs to know about a type (its `schema.Atom`): which of the three
 * shapes a value may have, and how the members of lists and maps are owned.
 */
export interface Atom {
  readonly scalar?: Scalar;
  readonly list?: ListAtom;
  readonly map?: MapAtom;
}

export type Scalar = 'numeric' | 'string' | 'boolean' | 'untyped';

export interface ListAtom {
  /** An atomic list is owned as a whole; items of an associative one each by themselves. */
  readonly relationship: 'atomic' | 'associative';
  /** Fields that tell the items of an associative list apart; a set of scalars has none. */
  readonly keys: readonly string[];
  readonly element: TypeRef;
}

/** An object with fields, a map, or both. */
export interface MapAtom {
  readonly isAtomic: boolean;
  readonly hasFields: boolean;
  /** A declared field. */
  field(name: string): MapField | undefined;
  /** Type of what no field declares; absent where that is refused. */
  readonly element?: TypeRef;
}

export interface MapField {
  readonly type: TypeRef;
  /** What an item of an associative list has for a key it leaves out. */
  readonly default?: unknown;
}

/** Types refer to each other, so they are looked up when they are needed. */
export type TypeRef = () => Atom;

const noFields = { hasFields: false, field: () => undefined };

/** Anything, owned as a whole. */
export const untypedAtomic: TypeRef = () => untypedAtomicAtom;
const untypedAtomicAtom: Atom = {
  scalar: 'untyped',
  list: { relationship: 'atomic', keys: [], element: untypedAtomic },
  map: { ...noFields, isAtomic: true, element: untypedAtomic },
};

/** Anything, told from the value: maps by their keys, lists as a whole. For kinds without a schema. */
export const deducedType: TypeRef = () => deducedAtom;
const deducedAtom: Atom = {
  scalar: 'untyped',
  list: { relationship: 'atomic', keys: [], element: untypedAtomic },
  map: { ...noFields, isAtomic: false, element: deducedType },
};

/** Whether nothing is known of what is in the map, so that nothing can have changed about it. */
export function isDeduced(map: MapAtom): boolean {
  return !map.hasFields && map.element === deducedType;
}

/** Type of a member; undefined where the type has no such member. */
export function memberType(map: MapAtom, name: string): TypeRef | undefined {
  return map.field(name)?.type ?? map.element;
}

/** The one shape of `atom` that `value` has; all of them where it has none of these. */
export function deduceAtom(atom: Atom, value: unknown): Atom {
  if (value === undefined || value === null) return atom;
  const { scalar, list, map } = atom;
  // Most atoms have one shape only, and are shared by all values of their type.
  if (typeof value !== 'object') return scalar && (list || map) ? { scalar } : atom;
  if (Array.isArray(value)) return list && (scalar || map) ? { list } : atom;
  return map && (scalar || list) ? { map } : atom;
}

/** Whether two shapes of one type are the same. */
export function sameAtom(a: Atom, b: Atom): boolean {
  return a.scalar === b.scalar && a.list === b.list && a.map === b.map;
}
