import { describe, expect, it } from 'vitest';
import { labEditorSchema } from './editor-schema.js';

/** Every schema within the lab's, with its path. */
function* schemasOf(schema: unknown, path = ''): Generator<[string, Record<string, unknown>]> {
  if (Array.isArray(schema)) {
    for (const one of schema) yield* schemasOf(one, path);
    return;
  }
  if (schema === null || typeof schema !== 'object') return;
  const node = Object.fromEntries(Object.entries(schema));
  yield [path, node];
  for (const [name, field] of Object.entries(node['properties'] ?? {})) {
    yield* schemasOf(field, `${path}.${name}`);
  }
  for (const key of ['items', 'additionalProperties', 'anyOf']) yield* schemasOf(node[key], path);
}
const schemas = [...schemasOf(labEditorSchema())];
const at = (path: string) => schemas.find(([found]) => found === path)?.[1];

describe('labEditorSchema', () => {
  it('explains every field', () => {
    const silent = schemas
      .filter(([path, schema]) => path !== '' && schema['description'] === undefined)
      .map(([path]) => path)
      // A field is explained by one of its alternatives, its translation by itself.
      .filter((path) => !schemas.some(([same, one]) => same === path && one['description']))
      .filter((path) => !/\.locale\.\w+$/.test(path));
    expect([...new Set(silent)]).toEqual([]);
  });

  it('says defaults in words, which no completion then writes into a lab', () => {
    expect(schemas.filter(([, schema]) => 'default' in schema)).toEqual([]);
    expect(at('.spec.tasks.points')?.['description']).toBe(
      'Shared among the checks. Default: `10`.',
    );
  });

  it('gives editors Markdown where there is some', () => {
    expect(at('.spec.params')?.['markdownDescription']).toMatch(/\{\{ params.name \}\}/);
    expect(at('.metadata.title')?.['markdownDescription']).toBeUndefined();
  });

  it('says what is wrong as validate does', () => {
    expect(at('.spec.tasks.body')?.['patternErrorMessage']).toMatch(/inside the lab folder/);
    expect(at('.metadata.name')?.['patternErrorMessage']).toMatch(/lower case letters/);
    expect(at('.spec.tasks.checks')).toBeDefined();
    const check = schemas.find(([path, one]) => path === '.spec.tasks.checks' && one['oneOf']);
    expect(check?.[1]['oneOf']).toContainEqual({
      required: ['access'],
      errorMessage: expect.stringMatching(/^a check asks something: add one of access, resource/),
    });
  });
});
