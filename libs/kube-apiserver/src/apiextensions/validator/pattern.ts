import { RE2JS } from '@bufbuild/re2';
import type { JsonSchemaProps } from '../schema/json-schema-props.js';

/** Characters of a pattern: a learner writes it, and every object of the kind is matched by it. */
export const patternLengthMax = 4_096;
/**
 * Steps one match may take: states of the pattern times characters of the text. Matching is
 * linear in both, so this bounds the time (about a second at worst) others in the process wait.
 */
const matchStepsMax = 20_000_000;

interface CompiledPattern {
  readonly expression?: RE2JS;
  readonly mistake?: string;
}

const compiled = new WeakMap<JsonSchemaProps, CompiledPattern>();

/** What is wrong with a pattern in RE2's syntax, in Go's words; undefined where it compiles. */
export function patternMistake(pattern: string): string | undefined {
  return compile(pattern).mistake;
}

/** Whether the pattern of the schema is found in a text; a text too long to tell has it not. */
export function matchesPattern(schema: JsonSchemaProps, pattern: string, text: string): boolean {
  let known = compiled.get(schema);
  if (known === undefined) {
    known = compile(pattern);
    compiled.set(schema, known);
  }
  const { expression } = known;
  if (expression === undefined) return false;
  const states = expression.re2Input.prog.numInst();
  if (states * text.length > matchStepsMax) return false;
  return expression.test(text);
}

function compile(pattern: string): CompiledPattern {
  if (pattern.length > patternLengthMax) {
    return { mistake: `expression too large: more than ${patternLengthMax} characters` };
  }
  try {
    return { expression: RE2JS.compile(pattern) };
  } catch (error) {
    return { mistake: error instanceof Error ? error.message : String(error) };
  }
}
