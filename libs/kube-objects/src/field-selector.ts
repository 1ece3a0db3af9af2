import { SelectorSyntaxError } from './selector-syntax-error.js';

/** One condition on one field, such as `status.phase!=Running`. */
export interface FieldRequirement {
  readonly field: string;
  readonly operator: '=' | '!=';
  readonly value: string;
}

/** All requirements must hold; none selects everything. */
export type FieldSelector = readonly FieldRequirement[];

/** Parses `a.b=c,d!=e` (apimachinery `fields.ParseSelector`). Throws {@link SelectorSyntaxError}. */
export function parseFieldSelector(text: string): FieldSelector {
  return splitTerms(text)
    .sort()
    .filter((term) => term !== '')
    .map((term) => {
      const parts = /^(.*?)(!=|==|=)(.*)$/s.exec(term);
      if (parts === null) {
        throw new SelectorSyntaxError(`invalid selector: '${text}'; can't understand '${term}'`);
      }
      const [, field = '', operator, value = ''] = parts;
      return { field, operator: operator === '!=' ? '!=' : '=', value: unescapeValue(value) };
    });
}

/** `readField` answers the empty string for a field that is not set, as upstream's field sets do. */
export function matchesFields(
  selector: FieldSelector,
  readField: (field: string) => string,
): boolean {
  return selector.every(
    ({ field, operator, value }) => (readField(field) === value) === (operator === '='),
  );
}

/** The one value a selector demands of a field, where it does. */
export function requiredFieldValue(selector: FieldSelector, field: string): string | undefined {
  return selector.find((term) => term.field === field && term.operator === '=')?.value;
}

/** Splits at commas that no backslash escapes. */
function splitTerms(text: string): string[] {
  const terms: string[] = [];
  let term = '';
  let escaped = false;
  for (const character of text) {
    if (character === ',' && !escaped) {
      terms.push(term);
      term = '';
      continue;
    }
    escaped = character === '\\' && !escaped;
    term += character;
  }
  return [...terms, term];
}

function unescapeValue(text: string): string {
  let value = '';
  let escaped = false;
  for (const character of text) {
    if (escaped) {
      if (!'\\,='.includes(character)) {
        throw new SelectorSyntaxError(
          `invalid field selector: invalid escape sequence: \\${character}`,
        );
      }
      value += character;
      escaped = false;
    } else if (character === '\\') {
      escaped = true;
    } else if (character === ',' || character === '=') {
      throw new SelectorSyntaxError(
        `invalid field selector: unescaped character in value: ${character.codePointAt(0)}`,
      );
    } else {
      value += character;
    }
  }
  if (escaped) {
    throw new SelectorSyntaxError('invalid field selector: invalid escape sequence: \\');
  }
  return value;
}
