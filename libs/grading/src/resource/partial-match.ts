/** A place where an object differs from what was asked of it. */
export interface Mismatch {
  /** Such as `spec.containers[0].image`. */
  readonly fieldPath: string;
  readonly expected: string;
  readonly actual: string;
}

/**
 * Compares an object with part of one. Every field given must be equal; fields not given are not
 * looked at; null means "not set". Lists are sets: every element given must be matched by an
 * element of its own, in any order.
 */
export function findMismatches(expected: unknown, actual: unknown, fieldPath = ''): Mismatch[] {
  if (expected === null) {
    return actual === undefined || actual === null ? [] : [differs(fieldPath, 'not set', actual)];
  }
  if (Array.isArray(expected)) return listMismatches(expected, actual, fieldPath);
  if (typeof expected === 'object') {
    if (!isMap(actual)) return [differs(fieldPath, expected, actual)];
    return Object.entries(expected).flatMap(([key, value]) =>
      findMismatches(
        value,
        Object.hasOwn(actual, key) ? actual[key] : undefined,
        joinPath(fieldPath, key),
      ),
    );
  }
  return Object.is(expected, actual) ? [] : [differs(fieldPath, expected, actual)];
}

function listMismatches(expected: readonly unknown[], actual: unknown, path: string): Mismatch[] {
  if (!Array.isArray(actual)) {
    return expected.length === 0 && actual === undefined ? [] : [differs(path, expected, actual)];
  }
  const unmatched = unmatchedElements(expected, actual);
  if (unmatched.length === 0) return [];
  return unmatched.flatMap((element) => {
    const index = nearest(element, actual, expected.length);
    const inside =
      index === undefined ? [] : findMismatches(element, actual[index], `${path}[${index}]`);
    if (inside.length > 0) return inside;
    const wanted = `an element like ${show(element)}`;
    return [{ fieldPath: path, expected: wanted, actual: show(actual) }];
  });
}

/**
 * The place of the element that was meant: the difference inside it says more than a whole list.
 * It is the only one, or the only one with the same name, be that of an object or of a flag.
 */
function nearest(
  expected: unknown,
  actual: readonly unknown[],
  expectedCount: number,
): number | undefined {
  if (expectedCount === 1 && actual.length === 1) return 0;
  const name = nameOf(expected);
  const namesakes = [...actual.keys()].filter((index) => nameOf(actual[index]) === name);
  return name !== undefined && namesakes.length === 1 ? namesakes[0] : undefined;
}

function nameOf(element: unknown): string | undefined {
  if (typeof element === 'string') return /^--?[\w-]+(?==)/.exec(element)?.[0];
  const name = isMap(element) ? element['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** Pairs expected with actual elements (augmenting paths): no two share one. */
function unmatchedElements(expected: readonly unknown[], actual: readonly unknown[]): unknown[] {
  const fits = expected.map((element) =>
    actual.map((candidate) => findMismatches(element, candidate).length === 0),
  );
  const taken = new Map<number, number>();
  const place = (index: number, tried: Set<number>): boolean =>
    actual.some((_, candidate) => {
      if (!fits[index]?.[candidate] || tried.has(candidate)) return false;
      tried.add(candidate);
      const holder = taken.get(candidate);
      if (holder !== undefined && !place(holder, tried)) return false;
      taken.set(candidate, index);
      return true;
    });
  return expected.filter((_, index) => !place(index, new Set()));
}

function differs(fieldPath: string, expected: unknown, actual: unknown): Mismatch {
  return {
    fieldPath,
    expected: expected === 'not set' ? expected : show(expected),
    actual: actual === undefined ? 'not set' : show(actual),
  };
}

/** Values in messages are cut here: a whole object helps nobody. */
const shownLengthMax = 200;

export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > shownLengthMax ? `${text.slice(0, shownLengthMax)}…` : text;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function joinPath(path: string, key: string): string {
  if (/^[A-Za-z0-9_-]+$/.test(key)) return path === '' ? key : `${path}.${key}`;
  return `${path}["${key}"]`;
}
