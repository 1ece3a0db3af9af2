import { labJsonSchema } from './json-schema.js';

/**
 * The lab format as editors use it best (yaml-language-server): a default is said in words, as it would
 * otherwise be written into every lab by a completion, and a description with code in it is Markdown.
 */
export function labEditorSchema(): Record<string, unknown> {
  return forEditors(labJsonSchema());
}

type Schema = Record<string, unknown>;

function forEditors(schema: Schema): Schema {
  const { default: preset, ...rest } = schema;
  const entries = Object.entries(rest).map(([key, value]) => [key, below(key, value)]);
  const text = described(schema['description'], preset);
  return {
    ...Object.fromEntries(entries),
    ...(text !== undefined && { description: text }),
    ...(text !== undefined && /[`{]/.test(text) && { markdownDescription: text }),
  };
}

/** What is below a keyword: one schema, a list of them, or a map of names to them. */
function below(key: string, value: unknown): unknown {
  if (key === 'properties') {
    const fields = Object.entries(value as Record<string, Schema>); // as JSON Schema has it
    return Object.fromEntries(fields.map(([name, field]) => [name, forEditors(field)]));
  }
  if (key === 'anyOf' || key === 'oneOf' || key === 'allOf')
    return (value as Schema[]).map(forEditors);
  if (key === 'items' || key === 'additionalProperties' || key === 'propertyNames') {
    return typeof value === 'object' ? forEditors(value as Schema) : value;
  }
  return value;
}

function described(description: unknown, preset: unknown): string | undefined {
  const said = typeof description === 'string' ? [description] : [];
  if (preset !== undefined && typeof preset !== 'object')
    said.push(`Default: \`${String(preset)}\`.`);
  return said.length === 0 ? undefined : said.join(' ');
}
