import { CelExpression } from './cel-expression.js';

/** Identifiers CEL defines itself, as in `type(x) == string`. */
const celTypes = new Set([
  ...['int', 'uint', 'double', 'bool', 'string', 'bytes', 'list', 'map', 'null_type', 'type'],
]);

/** What is wrong with a `where`: it does not parse, costs too much, or asks of what is not there. */
export function whereMistake(source: string): { message: string; next: string } | undefined {
  let variables: ReadonlySet<string>;
  try {
    ({ variables } = new CelExpression(source));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { message: `the CEL expression is not valid (${why})`, next: 'correct it' };
  }
  const asked = [...variables].filter((name) => !celTypes.has(name));
  const unknown = asked.find((name) => name !== 'object' && name !== 'objects');
  if (unknown !== undefined) {
    return {
      message: `the CEL expression uses "${unknown}", which is not there`,
      next: 'use `object` or `objects`',
    };
  }
  if (asked.length === 1) return undefined;
  return {
    message: `the CEL expression is about ${asked.length === 0 ? 'nothing' : '`object` and `objects` at once'}`,
    next: asked.length === 0 ? 'use `object` or `objects`' : 'write two expressions',
  };
}
