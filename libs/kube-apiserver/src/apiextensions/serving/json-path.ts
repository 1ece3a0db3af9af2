import { isJsonObject } from '../schema/json-object.js';

/** One step of a JSONPath: from each value to some of its members. */
type Step = (value: unknown) => readonly unknown[];

/** Steps of one path: far more than any column needs. */
const stepsMax = 100;

/**
 * A path in kubectl's JSONPath (client-go `util/jsonpath`), as columns and selectable fields use
 * it: `.spec.size`, `.a['b.c']`, `.a\.b`, `[0]`, `[-1:]`, `[*]` and `[?(@.type=="Ready")]`.
 */
export class JsonPath {
  private constructor(private readonly steps: readonly Step[]) {}

  /** Undefined for a path that cannot be read. */
  static parse(text: string): JsonPath | undefined {
    const steps: Step[] = [];
    let rest = text;
    while (rest !== '') {
      const read = readStep(rest);
      if (read === undefined || steps.length >= stepsMax) return undefined;
      if (read.step !== undefined) steps.push(read.step);
      rest = rest.slice(read.length);
    }
    return new JsonPath(steps);
  }

  /** What the path leads to; nothing where a member is missing. */
  find(object: unknown): readonly unknown[] {
    return this.steps.reduce<readonly unknown[]>((values, step) => values.flatMap(step), [object]);
  }
}

function readStep(text: string): { step?: Step; length: number } | undefined {
  const field = /^\.((?:\\.|[^.[\]\\])+)/.exec(text);
  if (field?.[1] === '*') return { step: members, length: 2 };
  if (field?.[1] !== undefined) {
    return { step: member(field[1].replace(/\\(.)/g, '$1')), length: field[0].length };
  }
  const quoted = /^\.?\[(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)")\]/.exec(text);
  if (quoted !== null) {
    const name = (quoted[1] ?? quoted[2] ?? '').replace(/\\(.)/g, '$1');
    return { step: member(name), length: quoted[0].length };
  }
  const all = /^\.?\[\*\]/.exec(text);
  if (all !== null) return { step: members, length: all[0].length };
  const slice = /^\.?\[(-?\d*)(?:(:)(-?\d*))?\]/.exec(text);
  if (slice !== null) {
    const [whole, start = '', colon, end = ''] = slice;
    if (colon !== undefined) return { step: sliceOf(start, end), length: whole.length };
    return start === '' ? undefined : { step: itemAt(Number(start)), length: whole.length };
  }
  const filter =
    /^\.?\[\?\(\s*@((?:\.[^\s=!<>()[\]]+)+)\s*(?:(==|!=|<=|>=|<|>)\s*("[^"]*"|'[^']*'|[^\s()]+)\s*)?\)\]/.exec(
      text,
    );
  if (filter !== null) return readFilter(filter);
  return text === '.' ? { length: 1 } : undefined;
}

function readFilter([whole = '', path = '', operator, literal = '']: RegExpExecArray) {
  const inner = JsonPath.parse(path);
  if (inner === undefined) return undefined;
  const wanted = parseLiteral(literal);
  const step: Step = (value) =>
    (Array.isArray(value) ? value : []).filter((item) => {
      const [found] = inner.find(item);
      if (operator === undefined) return found !== undefined;
      return found !== undefined && compares(operator, found, wanted);
    });
  return { step, length: whole.length };
}

function parseLiteral(literal: string): unknown {
  if (/^["']/.test(literal)) return literal.slice(1, -1);
  if (literal === 'true' || literal === 'false') return literal === 'true';
  const number = Number(literal);
  return Number.isNaN(number) ? literal : number;
}

function compares(operator: string, found: unknown, wanted: unknown): boolean {
  if (operator === '==') return found === wanted;
  if (operator === '!=') return found !== wanted;
  const left = found as number;
  const right = wanted as number;
  if (typeof found !== typeof wanted) return false;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

function member(name: string): Step {
  return (value) => (isJsonObject(value) && Object.hasOwn(value, name) ? [value[name]] : []);
}

const members: Step = (value) =>
  Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];

function itemAt(index: number): Step {
  return (value) => {
    if (!Array.isArray(value)) return [];
    const at = index < 0 ? value.length + index : index;
    return at >= 0 && at < value.length ? [value[at]] : [];
  };
}

function sliceOf(start: string, end: string): Step {
  return (value) => {
    if (!Array.isArray(value)) return [];
    return value.slice(Number(start || 0), end === '' ? undefined : Number(end));
  };
}
