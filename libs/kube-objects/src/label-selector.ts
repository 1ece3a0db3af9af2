import { isLabelValue, isQualifiedName } from './content-format.js';
import { SelectorSyntaxError } from './selector-syntax-error.js';

export type LabelOperator = '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';

/** One condition on one label. `values` is sorted and without duplicates. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: LabelOperator;
  readonly values: readonly string[];
}

/** All requirements must hold; none selects everything. Sorted by key. */
export type LabelSelector = readonly LabelRequirement[];

type Labels = Readonly<Record<string, string>>;

/**
 * Parses `a=b,c in (d,e),!f` (apimachinery `labels.Parse`): the same language, the same words.
 * Throws {@link SelectorSyntaxError}.
 */
export function parseLabelSelector(text: string): LabelSelector {
  const requirements = new Parser(scan(text)).parse();
  return requirements.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

export function matchesLabels(selector: LabelSelector, labels: Labels = {}): boolean {
  return selector.every((requirement) => matchesRequirement(requirement, labels));
}

function matchesRequirement({ key, operator, values }: LabelRequirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case '=':
    case '==':
    case 'in':
      return value !== undefined && values.includes(value);
    case '!=':
    case 'notin':
      return value === undefined || !values.includes(value);
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case 'gt':
    case 'lt': {
      if (value === undefined || !integer.test(value)) return false;
      const [left, right] = [BigInt(value), BigInt(values[0] ?? '0')];
      return operator === 'gt' ? left > right : left < right;
    }
  }
}

const integer = /^[+-]?\d+$/;
const whitespace = /[ \t\r\n]/;
const symbols = ['!=', '==', '!', '=', '>', '<', '(', ')', ','];

interface Token {
  readonly type: 'symbol' | 'word' | 'end';
  readonly text: string;
}

function scan(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    if (whitespace.test(text.charAt(position))) {
      position += 1;
      continue;
    }
    const symbol = symbols.find((candidate) => text.startsWith(candidate, position));
    const token =
      symbol ?? (/[^=!(),><\s]+/y.exec(text.slice(position))?.[0] || text.charAt(position));
    tokens.push({ type: symbol === undefined ? 'word' : 'symbol', text: token });
    position += token.length;
  }
  tokens.push({ type: 'end', text: '' });
  return tokens;
}

const binaryOperators: Readonly<Record<string, LabelOperator>> = {
  in: 'in',
  notin: 'notin',
  '=': '=',
  '==': '==',
  '!=': '!=',
  '>': 'gt',
  '<': 'lt',
};

/** Recursive descent over the grammar in upstream's `labels.Parse`. */
class Parser {
  private position = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  parse(): LabelRequirement[] {
    const requirements: LabelRequirement[] = [];
    for (;;) {
      const first = this.lookahead();
      if (first.type === 'end') return requirements;
      if (first.type !== 'word' && first.text !== '!') {
        throw this.error(`found '${first.text}', expected: !, identifier, or 'end of string'`);
      }
      requirements.push(this.parseRequirement());
      const separator = this.consume();
      if (separator.type === 'end') return requirements;
      if (separator.text !== ',') {
        throw this.error(`found '${separator.text}', expected: ',' or 'end of string'`);
      }
      const next = this.lookahead();
      if (next.type !== 'word' && next.text !== '!') {
        throw this.error(`found '${next.text}', expected: identifier after ','`);
      }
    }
  }

  private parseRequirement(): LabelRequirement {
    let token = this.consume();
    const negated = token.text === '!';
    if (negated) token = this.consume();
    if (token.type !== 'word') {
      throw this.requirementError(`found '${token.text}', expected: identifier`);
    }
    const key = token.text;
    this.refuse('', key, isQualifiedName(key));
    const next = this.lookahead();
    if (next.type === 'end' || next.text === ',') {
      return { key, operator: negated ? '!' : 'exists', values: [] };
    }
    if (negated) return { key, operator: '!', values: [] };
    const operator = this.parseOperator();
    const set = operator === 'in' || operator === 'notin' ? this.parseValues() : this.parseExact();
    const values = [...new Set(set)].sort();
    this.validateValues(key, operator, values);
    return { key, operator, values };
  }

  private parseOperator(): LabelOperator {
    const token = this.consume();
    const operator = binaryOperators[token.text];
    if (operator === undefined) {
      throw this.requirementError(`found '${token.text}', expected: in, notin, =, ==, !=, gt, lt`);
    }
    return operator;
  }

  private parseValues(): string[] {
    const open = this.consume();
    if (open.text !== '(') throw this.requirementError(`found '${open.text}' expected: '('`);
    const values: string[] = [];
    let wantsValue = true;
    for (;;) {
      const token = this.consume();
      if (token.type === 'word') {
        if (!wantsValue) {
          throw this.requirementError(`found '${token.text}', expected: ',' or ')'`);
        }
        values.push(token.text);
        wantsValue = false;
      } else if (token.text === ',' || token.text === ')') {
        if (wantsValue) values.push('');
        if (token.text === ')') return values;
        wantsValue = true;
      } else if (wantsValue) {
        const wanted = values.length === 0 ? "',', ')' or identifier" : "',', or identifier";
        throw this.requirementError(`found '${token.text}', expected: ${wanted}`);
      } else {
        throw this.requirementError(`found '${token.text}', expected: ',' or ')'`);
      }
    }
  }

  private parseExact(): string[] {
    const next = this.lookahead();
    if (next.type === 'end' || next.text === ',') return [''];
    const token = this.consume();
    if (token.type === 'word') return [token.text];
    throw this.requirementError(`found '${token.text}', expected: identifier`);
  }

  private validateValues(key: string, operator: LabelOperator, values: readonly string[]): void {
    if ((operator === 'gt' || operator === 'lt') && !integer.test(values[0] ?? '')) {
      this.refuse('values[0]', values[0] ?? '', [
        "for 'Gt', 'Lt' operators, the value must be an integer",
      ]);
    }
    values.forEach((value, index) => {
      this.refuse(`values[${index}][${key}]`, value, isLabelValue(value));
    });
  }

  private refuse(path: string, value: string, mistakes: readonly string[]): void {
    if (mistakes.length === 0) return;
    const field = path === '' ? '<nil>' : path;
    throw this.requirementError(
      `${field}: Invalid value: ${JSON.stringify(value)}: ${mistakes.join('; ')}`,
    );
  }

  private requirementError(message: string): SelectorSyntaxError {
    return this.error(`unable to parse requirement: ${message}`);
  }
  private error(message: string): SelectorSyntaxError {
    return new SelectorSyntaxError(message);
  }
  private lookahead(): Token {
    return this.tokens[this.position] ?? { type: 'end', text: '' };
  }
  private consume(): Token {
    const token = this.lookahead();
    this.position += 1;
    return token;
  }
}
