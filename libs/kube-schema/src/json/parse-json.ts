import { decodeText } from '../text-decoder.js';
import { JsonSyntaxError, syntaxError, unexpectedEnd } from './json-syntax-error.js';
import { setOwn } from './set-own.js';

/**
 * How deep values may nest. Upstream stops at 10,000 with the same message; a tenth of that is
 * far beyond any object and within what every recursion over the value can stand.
 */
const depthMax = 1000;

/** A parsed text, and what a JavaScript value cannot say about it. */
export interface JsonDocument {
  readonly value: unknown;
  readonly notes: JsonNotes;
}

export interface JsonNotes {
  /** Keys that occur again in an object, in the order of the repetitions; the last value stands. */
  readonly duplicates: ReadonlyMap<object, readonly DuplicateKey[]>;
  /** Numbers written as JavaScript would not write them (`1.0`, `1e3`), by holder and key. */
  readonly literals: ReadonlyMap<object, ReadonlyMap<string | number, string>>;
}

export interface DuplicateKey {
  readonly key: string;
  /** How many different keys stood before the repetition. */
  readonly after: number;
}

/** Parses JSON with upstream's words for mistakes; throws {@link JsonSyntaxError}. */
export function parseJson(source: Uint8Array | string): JsonDocument {
  return new JsonParser(typeof source === 'string' ? source : decodeText(source)).parse();
}

const whitespace = /[ \t\r\n]*/y;
/** From the space on, without the quote and the backslash. */
const plainCharacters = /[ !#-[\]-\uffff]*/y;
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

const insideToken = /numeric literal|in literal|escape/;

class JsonParser {
  private at = 0;
  private depth = 0;
  private readonly duplicates = new Map<object, DuplicateKey[]>();
  private readonly literals = new Map<object, Map<string | number, string>>();

  constructor(private readonly text: string) {}

  parse(): JsonDocument {
    const root: unknown[] = [];
    this.parseInto(root, 0, (value) => root.push(value));
    this.skipWhitespace();
    if (this.at < this.text.length) throw this.unexpected('after top-level value');
    return { value: root[0], notes: { duplicates: this.duplicates, literals: this.literals } };
  }

  private parseInto(holder: object, key: string | number, store: (value: unknown) => void): void {
    this.skipWhitespace();
    const first = this.text[this.at];
    if (first === '{') store(this.parseObject());
    else if (first === '[') store(this.parseArray());
    else if (first === '"') store(this.parseString());
    else if (first === 't') store(this.parseLiteral('true', true));
    else if (first === 'f') store(this.parseLiteral('false', false));
    else if (first === 'n') store(this.parseLiteral('null', null));
    else if (first !== undefined && /[-\d]/.test(first)) store(this.parseNumber(holder, key));
    else throw this.unexpected('looking for beginning of value');
  }

  private parseObject(): Record<string, unknown> {
    this.enter();
    const object: Record<string, unknown> = {};
    let size = 0;
    if (this.skipTo('}')) return this.leave(object);
    for (;;) {
      this.skipWhitespace();
      if (this.text[this.at] !== '"') {
        throw this.unexpected('looking for beginning of object key string');
      }
      const key = this.parseString();
      if (!this.skipTo(':')) throw this.unexpected('after object key');
      if (Object.hasOwn(object, key)) this.noteDuplicate(object, { key, after: size });
      else size++;
      this.parseInto(object, key, (value) => setOwn(object, key, value));
      if (this.skipTo('}')) return this.leave(object);
      if (!this.skipTo(',')) throw this.unexpected('after object key:value pair');
    }
  }

  private parseArray(): unknown[] {
    this.enter();
    const array: unknown[] = [];
    if (this.skipTo(']')) return this.leave(array);
    for (;;) {
      this.parseInto(array, array.length, (value) => array.push(value));
      if (this.skipTo(']')) return this.leave(array);
      if (!this.skipTo(',')) throw this.unexpected('after array element');
    }
  }

  private parseString(): string {
    let value = '';
    this.at++;
    for (;;) {
      value += this.match(plainCharacters);
      const next = this.text[this.at];
      if (next === '"') {
        this.at++;
        return value;
      }
      if (next !== '\\') throw this.unexpected('in string literal');
      this.at++;
      value += this.parseEscape();
    }
  }

  private parseEscape(): string {
    const code = this.text[this.at] ?? '';
    const plain = escapes[code];
    if (plain !== undefined) {
      this.at++;
      return plain;
    }
    if (code !== 'u') throw this.unexpected('in string escape code');
    this.at++;
    const start = this.at;
    for (; this.at < start + 4; this.at++) {
      if (!/[\da-fA-F]/.test(this.text[this.at] ?? '')) {
        throw this.unexpected('in \\u hexadecimal character escape');
      }
    }
    return String.fromCharCode(Number.parseInt(this.text.slice(start, this.at), 16));
  }

  private parseLiteral<T>(literal: string, value: T): T {
    for (const letter of literal) {
      if (this.text[this.at] !== letter) {
        throw this.unexpected(`in literal ${literal} (expecting '${letter}')`);
      }
      this.at++;
    }
    return value;
  }

  private parseNumber(holder: object, key: string | number): number {
    const literal = this.match(numberPattern);
    if (literal === '') {
      this.at++;
      throw this.unexpected('in numeric literal');
    }
    const next = this.text[this.at] ?? '';
    if (next === '.' && !/[.eE]/.test(literal)) {
      this.at++;
      throw this.unexpected('after decimal point in numeric literal');
    }
    if (/[eE]/.test(next) && !/[eE]/.test(literal)) {
      this.at += /[+-]/.test(this.text[this.at + 1] ?? '') ? 2 : 1;
      throw this.unexpected('in exponent of numeric literal');
    }
    const value = Number(literal);
    if (String(value) !== literal) this.noteLiteral(holder, key, literal);
    return value;
  }

  private noteDuplicate(object: object, duplicate: DuplicateKey): void {
    const known = this.duplicates.get(object);
    if (known) known.push(duplicate);
    else this.duplicates.set(object, [duplicate]);
  }

  private noteLiteral(holder: object, key: string | number, literal: string): void {
    const known = this.literals.get(holder);
    if (known) known.set(key, literal);
    else this.literals.set(holder, new Map([[key, literal]]));
  }

  private enter(): void {
    this.at++;
    if (++this.depth > depthMax) throw new JsonSyntaxError('exceeded max depth', this.at);
  }

  private leave<T>(value: T): T {
    this.depth--;
    return value;
  }

  private skipTo(character: string): boolean {
    this.skipWhitespace();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private skipWhitespace(): void {
    whitespace.lastIndex = this.at;
    whitespace.exec(this.text);
    this.at = Math.max(this.at, whitespace.lastIndex);
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private unexpected(where: string): JsonSyntaxError {
    const point = this.text.codePointAt(this.at);
    if (point !== undefined) return syntaxError(String.fromCodePoint(point), where, this.at);
    // Go feeds its scanner one space at the end, which is wrong in the middle of these.
    if (insideToken.test(where)) return syntaxError(' ', where, this.at);
    return unexpectedEnd(this.at);
  }
}
