import { CelExpression } from './cel-expression.js';

/** Identifiers CEL defines itself, as in `type(x) == string`. */
const celTypes = new Set([
  ...['int', 'uint', 'double', 'bool', 'string', 'bytes', 'list', 'map', 'null_type', 'type'],
]);

export interface ExpressionMistake {
  readonly message: string;
  readonly next: string;
}

/** What is wrong with a `where`: it does not parse, costs too much, or asks of what is not there. */
export function expressionMistake(
  source: string,
  known: readonly string[],
): ExpressionMistake | undefined {
  const asked = askedBy(source);
  if ('message' in asked) return asked;
  const choice = known.map((name) => `\`${name}\``).join(' or ');
  const unknown = asked.variables.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    return {
      message: `the CEL expression uses "${unknown}", which is not there`,
      next: `use ${choice}`,
    };
  }
  if (asked.variables.length > 0) return undefined;
  return { message: 'the CEL expression is about nothing', next: `use ${choice}` };
}

/** Of a `where` over objects: it is about each of them, or about all at once. */
export function whereMistake(source: string): ExpressionMistake | undefined {
  const mistake = expressionMistake(source, ['object', 'objects']);
  if (mistake !== undefined) return mistake;
  const asked = askedBy(source);
  if ('message' in asked || asked.variables.length === 1) return undefined;
  return {
    message: 'the CEL expression is about `object` and `objects` at once',
    next: 'write two expressions',
  };
}

function askedBy(source: string): { readonly variables: readonly string[] } | ExpressionMistake {
  try {
    const { variables } = new CelExpression(source);
    return { variables: [...variables].filter((name) => !celTypes.has(name)) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { message: `the CEL expression is not valid (${why})`, next: 'correct it' };
  }
}
