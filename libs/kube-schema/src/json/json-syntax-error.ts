import { quote } from './quote.js';

/** A text that is no JSON; the message is that of Go's `encoding/json`. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';

  constructor(
    message: string,
    /** Position in the text, in UTF-16 units. */
    readonly offset: number,
  ) {
    super(message);
  }
}

export function syntaxError(character: string, where: string, offset: number): JsonSyntaxError {
  return new JsonSyntaxError(`invalid character ${quoteCharacter(character)} ${where}`, offset);
}

export function unexpectedEnd(offset: number): JsonSyntaxError {
  return new JsonSyntaxError('unexpected end of JSON input', offset);
}

function quoteCharacter(character: string): string {
  if (character === "'") return "'\\''";
  if (character === '"') return `'"'`;
  return `'${quote(character).slice(1, -1)}'`;
}
