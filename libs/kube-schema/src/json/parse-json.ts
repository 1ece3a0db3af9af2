import { decodeText } from '../text-decoder.js';
import { JsonScanner } from './json-scanner.js';
import { JsonSyntaxError } from './json-syntax-error.js';
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

/** Small whole numbers: by far the most, and always written JavaScript's way. */
const plainInteger = /^(?:0|-?[1-9]\d{0,14})$/;

class JsonParser {
  private depth = 0;
  private readonly duplicates = new Map<object, DuplicateKey[]>();
  private readonly literals = new Map<object, Map<string | number, string>>();

  private readonly scanner: JsonScanner;

  constructor(text: string) {
    this.scanner = new JsonScanner(text);
  }

  parse(): JsonDocument {
    const { scanner } = this;
    const root: unknown[] = [];
    root.push(this.parseValue(root, 0));
    if (scanner.peek() !== undefined) throw scanner.unexpected('after top-level value');
    return { value: root[0], notes: { duplicates: this.duplicates, literals: this.literals } };
  }

  private parseValue(holder: object, key: string | number): unknown {
    const { scanner } = this;
    switch (scanner.peek()) {
      case '{':
        return this.parseObject();
      case '[':
        return this.parseArray();
      case '"':
        return scanner.readString();
      case 't':
        return scanner.readWord('true', true);
      case 'f':
        return scanner.readWord('false', false);
      case 'n':
        return scanner.readWord('null', null);
      default:
        return this.parseNumber(holder, key);
    }
  }

  private parseObject(): Record<string, unknown> {
    const { scanner } = this;
    this.enter();
    const object: Record<string, unknown> = {};
    let size = 0;
    if (scanner.skipTo('}')) return this.leave(object);
    for (;;) {
      if (scanner.peek() !== '"') {
        throw scanner.unexpected('looking for beginning of object key string');
      }
      const key = scanner.readString();
      if (!scanner.skipTo(':')) throw scanner.unexpected('after object key');
      if (Object.hasOwn(object, key)) this.noteDuplicate(object, { key, after: size });
      else size++;
      setOwn(object, key, this.parseValue(object, key));
      if (scanner.skipTo('}')) return this.leave(object);
      if (!scanner.skipTo(',')) throw scanner.unexpected('after object key:value pair');
    }
  }

  private parseArray(): unknown[] {
    const { scanner } = this;
    this.enter();
    const array: unknown[] = [];
    if (scanner.skipTo(']')) return this.leave(array);
    for (;;) {
      array.push(this.parseValue(array, array.length));
      if (scanner.skipTo(']')) return this.leave(array);
      if (!scanner.skipTo(',')) throw scanner.unexpected('after array element');
    }
  }

  private parseNumber(holder: object, key: string | number): number {
    const literal = this.scanner.readNumber();
    const value = Number(literal);
    if (!plainInteger.test(literal) && String(value) !== literal) {
      this.noteLiteral(holder, key, literal);
    }
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
    if (++this.depth > depthMax) throw this.scanner.unexpected('exceeded max depth');
    this.scanner.skip();
  }

  private leave<T>(value: T): T {
    this.depth--;
    return value;
  }
}
