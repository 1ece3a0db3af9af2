import { goFormat } from '../go-format.js';
import { isJsonObject } from '../json-value.js';
import {
  type Atom,
  deduceAtom,
  type ListAtom,
  type MapAtom,
  memberType,
  type Scalar,
  type TypeRef,
} from './atom.js';
import { listItemElement } from './list-item-element.js';
import { formatPathElement } from './path-element.js';

export interface ValidationOptions {
  /** Live objects may have equal items in an associative list; applied ones may not. */
  readonly allowDuplicates?: boolean;
}

/** A value does not have its type (structured-merge-diff `typed.ValidationErrors`). */
export class TypedValueError extends Error {
  constructor(readonly mistakes: readonly string[]) {
    super(
      mistakes.length === 1
        ? mistakes[0]
        : ['errors:', ...mistakes.map((m) => `  ${m}`)].join('\n'),
    );
    this.name = 'TypedValueError';
  }
}

/** Throws a {@link TypedValueError} that names every place where the value breaks its type. */
export function validate(value: unknown, type: TypeRef, options: ValidationOptions = {}): void {
  const mistakes: string[] = [];
  new Validator(mistakes, options.allowDuplicates === true).visit(value, type, []);
  if (mistakes.length > 0) throw new TypedValueError(mistakes);
}

class Validator {
  constructor(
    private readonly mistakes: string[],
    private readonly allowDuplicates: boolean,
  ) {}

  visit(value: unknown, type: TypeRef, path: string[]): void {
    const atom = deduceAtom(type(), value);
    if (atom.map) this.visitMap(value, atom.map, path);
    else if (atom.scalar) this.visitScalar(value, atom.scalar, path);
    else if (atom.list) this.visitList(value, atom.list, path);
  }

  private visitMap(value: unknown, map: MapAtom, path: string[]): void {
    if (value === null) return;
    if (!isJsonObject(value)) {
      this.report(path, `expected map, got ${shown(value)}`);
      return;
    }
    for (const key of Object.keys(value)) {
      const type = memberType(map, key);
      const member = value[key];
      if (type !== undefined && isPlainScalar(type(), member)) continue;
      path.push(`.${key}`);
      if (type === undefined) this.report(path, 'field not declared in schema');
      else this.visit(member, type, path);
      path.pop();
      if (type === undefined) return;
    }
  }

  private visitList(value: unknown, list: ListAtom, path: string[]): void {
    if (value === null) return;
    if (!Array.isArray(value)) {
      this.report(path, `expected list, got ${shown(value)}`);
      return;
    }
    const seen = new Set<string>();
    for (const [at, item] of value.entries()) {
      let element = `i:${at}`;
      if (list.relationship === 'associative') {
        try {
          element = listItemElement(list, item);
        } catch (error) {
          this.report(path, `element ${at}: ${(error as TypeError).message}`);
          return;
        }
        if (seen.has(element) && !this.allowDuplicates) {
          this.report(path, `duplicate entries for key ${formatPathElement(element)}`);
        }
        seen.add(element);
      }
      path.push(element);
      this.visit(item, list.element, path);
      path.pop();
    }
  }

  private visitScalar(value: unknown, scalar: Scalar, path: string[]): void {
    if (value === null) return;
    const type = typeof value;
    if (scalar === 'numeric' && type !== 'number') {
      this.report(path, `expected numeric (int or float), got ${goTypeOf(value)}`);
    } else if (scalar === 'string' && type !== 'string') {
      this.report(path, `expected string, got ${goSyntax(value)}`);
    } else if (scalar === 'boolean' && type !== 'boolean') {
      this.report(path, `expected boolean, got ${shown(value)}`);
    } else if (scalar === 'untyped' && type === 'object') {
      this.report(path, `expected any scalar, got ${shown(value)}`);
    }
  }

  /** Elements of the path are formatted only now: most objects have nothing to report. */
  private report(path: readonly string[], message: string): void {
    const place = path
      .map((part) => (part.startsWith('.') ? part : formatPathElement(part)))
      .join('');
    this.mistakes.push(place === '' ? message : `${place}: ${message}`);
  }
}

/** Most members are: they need no path. */
function isPlainScalar({ scalar }: Atom, value: unknown): boolean {
  return typeof value === scalar || (scalar === 'numeric' && typeof value === 'number');
}

/** The value as Go's `%v` prints it behind a pointer, but for what is behind an interface. */
function shown(value: unknown): string {
  return `&{${goFormat(value)}}`;
}

/** As Go's `%#v` prints it: scalars as they are written in Go. */
function goSyntax(value: unknown): string {
  const inner = typeof value === 'object' && value !== null ? goTypeOf(value) : String(value);
  return `&value.valueUnstructured{Value:${inner}}`;
}

function goTypeOf(value: unknown): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
}
