import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  parseQuantity,
  type Quantity,
} from '@drillyard/kube-schema';

/** Amounts by resource name (core/v1 `ResourceList`, upstream's helpers in `pkg/quota/v1`). */
export type ResourceList = ReadonlyMap<string, Quantity>;

export const zero = parseQuantity('0');
export const one = parseQuantity('1');

/** Reads the field of an object; what is no quantity has been refused before. */
export function parseResourceList(field: unknown): ResourceList {
  const entries = Object.entries((field ?? {}) as Record<string, string>);
  return new Map(entries.map(([name, text]) => [name, parseQuantity(String(text))]));
}

/** As it is stored: names in order. */
export function formatResourceList(list: ResourceList): Record<string, string> {
  const sorted = [...list].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, quantity]) => [name, formatQuantity(quantity)]));
}

/** As errors show it: `cpu=1,pods=2`. */
export function printResourceList(list: ResourceList): string {
  return Object.entries(formatResourceList(list))
    .map(([name, text]) => `${name}=${text}`)
    .join(',');
}

export function addLists(a: ResourceList, b: ResourceList): ResourceList {
  const sum = new Map(a);
  for (const [name, quantity] of b) sum.set(name, addQuantities(sum.get(name) ?? zero, quantity));
  return sum;
}

/** The larger of each. */
export function maxLists(a: ResourceList, b: ResourceList): ResourceList {
  const larger = new Map(a);
  for (const [name, quantity] of b) {
    const other = larger.get(name);
    if (other === undefined || compareQuantities(quantity, other) > 0) larger.set(name, quantity);
  }
  return larger;
}

/** What is left of each of `a`, and never less than nothing. */
export function subtractLists(a: ResourceList, b: ResourceList): ResourceList {
  return new Map(
    [...a].map(([name, quantity]) => {
      const other = b.get(name) ?? zero;
      const rest = addQuantities(quantity, { ...other, unscaled: -other.unscaled });
      return [name, compareQuantities(rest, zero) < 0 ? zero : rest];
    }),
  );
}

/** The entries with these names. */
export function maskList(list: ResourceList, names: Iterable<string>): ResourceList {
  const wanted = new Set(names);
  return new Map([...list].filter(([name]) => wanted.has(name)));
}
