import { OperationalError } from '@drillyard/errors';
import type { z } from 'zod';

/** Reads a tool's JSON. @throws OperationalError TOOL_OUTPUT_UNREADABLE quoting its beginning. */
export function parseOutput<T>(text: string, schema: z.ZodType<T>, tool: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unreadable(text, tool, cause);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw unreadable(text, tool, parsed.error);
  return parsed.data;
}

/** The same, with one document a line. */
export function parseLines<T>(text: string, schema: z.ZodType<T>, tool: string): T[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => parseOutput(line, schema, tool));
}

export function unreadable(text: string, tool: string, cause?: unknown): OperationalError {
  return new OperationalError(
    'TOOL_OUTPUT_UNREADABLE',
    `${tool} answered with something that is not understood: ${JSON.stringify(text.slice(0, 200))}. Run it by hand, and check that it is the tool it should be.`,
    { cause },
  );
}
