import { type JsonSyntaxError, syntaxError, unexpectedEnd } from './json-syntax-error.js';

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

const space = 0x20;
const quote = 0x22;
const backslash = 0x5c;
const insideToken = /numeric literal|in literal|escape/;

/** The tokens of a JSON text, and where in it one stands. Mistakes throw {@link JsonSyntaxError}. */
export class JsonScanner {
  private at = 0;

  constructor(private readonly text: string) {}

  get offset(): number {
    return this.at;
  }

  /** The first character after white space; undefined at the end. */
  peek(): string | undefined {
    this.skipWhitespace();
    return this.text[this.at];
  }

  skip(): void {
    this.at++;
  }

  /** Passes the character if it comes next. */
  skipTo(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at++;
    return true;
  }

  private skipWhitespace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== space && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at++;
    }
  }

  /** The error of the next character being where it is. */
  unexpected(where: string): JsonSyntaxError {
    const point = this.text.codePointAt(this.at);
    if (point !== undefined) return syntaxError(String.fromCodePoint(point), where, this.at);
    // Go feeds its scanner one space at the end, which is wrong in the middle of these.
    if (insideToken.test(where)) return syntaxError(' ', where, this.at);
    return unexpectedEnd(this.at);
  }

  readString(): string {
    let value = '';
    this.at++;
    for (;;) {
      const start = this.at;
      let code = this.text.charCodeAt(this.at);
      while (code !== quote && code !== backslash && code >= space) {
        code = this.text.charCodeAt(++this.at);
      }
      value += this.text.slice(start, this.at);
      if (code === quote) {
        this.at++;
        return value;
      }
      if (code !== backslash) throw this.unexpected('in string literal');
      this.at++;
      value += this.readEscape();
    }
  }

  readWord<T>(word: string, value: T): T {
    for (const letter of word) {
      if (this.text[this.at] !== letter) {
        throw this.unexpected(`in literal ${word} (expecting '${letter}')`);
      }
      this.at++;
    }
    return value;
  }

  /** The literal as it stands there. */
  readNumber(): string {
    const start = this.at;
    const first = this.text[start];
    if (first !== '-' && !isDigit(first)) throw this.unexpected('looking for beginning of value');
    numberPattern.lastIndex = start;
    if (!numberPattern.test(this.text)) {
      this.at++;
      throw this.unexpected('in numeric literal');
    }
    this.at = numberPattern.lastIndex;
    const literal = this.text.slice(start, this.at);
    this.checkNumberEnd(literal);
    return literal;
  }

  private readEscape(): string {
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

  /** A fraction or an exponent that was begun must have digits. */
  private checkNumberEnd(literal: string): void {
    const next = this.text[this.at];
    if (next === '.' && !/[.eE]/.test(literal)) {
      this.at++;
      throw this.unexpected('after decimal point in numeric literal');
    }
    if ((next === 'e' || next === 'E') && !/[eE]/.test(literal)) {
      this.at += /[+-]/.test(this.text[this.at + 1] ?? '') ? 2 : 1;
      throw this.unexpected('in exponent of numeric literal');
    }
  }
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}
