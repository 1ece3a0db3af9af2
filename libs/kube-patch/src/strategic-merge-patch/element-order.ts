import { isJsonObject, memberOf } from '../json-value.js';
import { noMergeKey } from './strategic-merge-error.js';

/** How elements of a list are told apart: by the value of their merge key, or by themselves. */
export class Identity {
  constructor(readonly mergeKey: string) {}

  of(element: unknown): unknown {
    if (this.mergeKey === '') return element;
    return isJsonObject(element) ? memberOf(element, this.mergeKey) : undefined;
  }

  /** Like {@link of}; throws for an element without its merge key. */
  required(element: unknown): unknown {
    const value = this.of(element);
    if (value === undefined) throw noMergeKey(element, this.mergeKey);
    return value;
  }
}

/**
 * Orders a merged list: elements the patch names in the order of the patch, those only the server
 * has in the order they had, and the two interleaved by the server's order where that says
 * anything (design proposal "preserve order in strategic merge patch").
 */
export function orderElements(
  merged: readonly unknown[],
  patchOrder: readonly unknown[],
  serverOrder: readonly unknown[],
  identity: Identity,
): unknown[] {
  const named = new Set(patchOrder.map((element) => identity.required(element)));
  const inPatch = merged.filter((element) => named.has(identity.required(element)));
  const serverOnly = merged.filter((element) => !named.has(identity.required(element)));
  const serverRank = ranks(serverOrder, identity);
  return interleave(
    sortByRank(serverOnly, serverRank, identity),
    sortByRank(inPatch, ranks(patchOrder, identity), identity),
    (element) => serverRank.get(identity.of(element)),
  );
}

function ranks(order: readonly unknown[], identity: Identity): Map<unknown, number> {
  const rank = new Map<unknown, number>();
  for (const [at, element] of order.entries()) {
    const id = identity.of(element);
    if (!rank.has(id)) rank.set(id, at);
  }
  return rank;
}

function sortByRank(
  list: readonly unknown[],
  rank: ReadonlyMap<unknown, number>,
  identity: Identity,
): unknown[] {
  const rankOf = (element: unknown) => rank.get(identity.of(element));
  // Elements the order does not name come first, as upstream's comparison has it.
  return list.toSorted((a, b) => (rankOf(a) ?? -1) - (rankOf(b) ?? -1));
}

function interleave(
  serverOnly: readonly unknown[],
  inPatch: readonly unknown[],
  rankOf: (element: unknown) => number | undefined,
): unknown[] {
  const all: unknown[] = [];
  let left = 0;
  let right = 0;
  while (left < serverOnly.length && right < inPatch.length) {
    const l = rankOf(serverOnly[left]);
    const r = rankOf(inPatch[right]);
    const serverFirst = l !== undefined && r !== undefined && l < r;
    all.push(serverFirst ? serverOnly[left++] : inPatch[right++]);
  }
  return [...all, ...serverOnly.slice(left), ...inPatch.slice(right)];
}
