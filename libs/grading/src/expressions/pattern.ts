import { RE2JS } from '@bufbuild/re2';
import { withinTime } from './within-time.js';

/**
 * A regular expression in RE2's syntax, which is matched in linear time: neither a careless nor a
 * hostile lab can make the grader back-track for minutes. A long expression over a long text is cut off.
 */
export class Pattern {
  readonly #compiled: RE2JS;

  /** @throws Error whose message says what is wrong with the expression. */
  constructor(
    readonly source: string,
    options: { caseSensitive?: boolean } = {},
  ) {
    const insensitive = options.caseSensitive === false ? RE2JS.CASE_INSENSITIVE : 0;
    this.#compiled = withinTime(source, () => RE2JS.compile(source, RE2JS.MULTILINE | insensitive));
  }

  isFoundIn(text: string): boolean {
    return withinTime(this.source, () => this.#compiled.test(text));
  }

  matchesAllOf(text: string): boolean {
    return withinTime(this.source, () => this.#compiled.testExact(text));
  }
}

/** What is wrong with an expression; undefined where it compiles. */
export function patternMistake(source: string): string | undefined {
  try {
    new Pattern(source);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
