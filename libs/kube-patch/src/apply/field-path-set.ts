import { comparePathElements, type Path, type PathElement } from './path-element.js';

/**
 * A set of field paths as a tree (structured-merge-diff `fieldpath.Set`). A path in the set says
 * nothing about its parents: `.a.b` may be a member while `.a` is none. The operations make new
 * sets and share what they can; only `insert` changes a set.
 */
export class FieldPathSet {
  constructor(
    /** Paths of one element. */
    readonly members: Set<PathElement> = new Set(),
    /** Longer paths by their first element; never an empty set. */
    readonly children: Map<PathElement, FieldPathSet> = new Map(),
  ) {}

  static of(...paths: readonly Path[]): FieldPathSet {
    const set = new FieldPathSet();
    for (const path of paths) set.insert(path);
    return set;
  }

  /** The empty path is the whole object, which nobody owns: it is left out. */
  insert(path: Path): void {
    let set: FieldPathSet = this;
    for (const [at, element] of path.entries()) {
      if (at === path.length - 1) set.members.add(element);
      else {
        let child = set.children.get(element);
        if (child === undefined) {
          child = new FieldPathSet();
          set.children.set(element, child);
        }
        set = child;
      }
    }
  }

  has(path: Path): boolean {
    let set: FieldPathSet | undefined = this;
    for (const element of path.slice(0, -1)) set = set?.children.get(element);
    const last = path.at(-1);
    return last !== undefined && set?.members.has(last) === true;
  }

  get isEmpty(): boolean {
    if (this.members.size > 0) return false;
    for (const child of this.children.values()) if (!child.isEmpty) return false;
    return true;
  }

  union(other: FieldPathSet): FieldPathSet {
    if (other.isEmpty) return this;
    if (this.isEmpty) return other;
    const children = new Map(this.children);
    for (const [element, theirs] of other.children) {
      const own = children.get(element);
      children.set(element, own === undefined ? theirs : own.union(theirs));
    }
    return new FieldPathSet(new Set([...this.members, ...other.members]), children);
  }

  intersection(other: FieldPathSet): FieldPathSet {
    const both = new FieldPathSet();
    for (const element of this.members) if (other.members.has(element)) both.members.add(element);
    for (const [element, child] of this.children) {
      const theirs = other.children.get(element);
      if (theirs !== undefined) both.adopt(element, child.intersection(theirs));
    }
    return both;
  }

  /** Without the paths of `other`; what is below those stays. */
  difference(other: FieldPathSet): FieldPathSet {
    const rest = new FieldPathSet();
    for (const element of this.members) if (!other.members.has(element)) rest.members.add(element);
    for (const [element, child] of this.children) {
      const theirs = other.children.get(element);
      rest.adopt(element, theirs === undefined ? child : child.difference(theirs));
    }
    return rest;
  }

  /** Without the paths of `other` and all that is below them. */
  recursiveDifference(other: FieldPathSet): FieldPathSet {
    const rest = new FieldPathSet();
    for (const element of this.members) if (!other.members.has(element)) rest.members.add(element);
    for (const [element, child] of this.children) {
      if (other.members.has(element)) continue;
      const theirs = other.children.get(element);
      rest.adopt(element, theirs === undefined ? child : child.recursiveDifference(theirs));
    }
    return rest;
  }

  /** Every path, in the order of FieldsV1: the members of a level before what is below them. */
  *paths(prefix: Path = []): Generator<Path> {
    for (const element of [...this.members].sort(comparePathElements)) yield [...prefix, element];
    for (const element of [...this.children.keys()].sort(comparePathElements)) {
      yield* this.children.get(element)?.paths([...prefix, element]) ?? [];
    }
  }

  private adopt(element: PathElement, child: FieldPathSet): void {
    if (!child.isEmpty) this.children.set(element, child);
  }
}
