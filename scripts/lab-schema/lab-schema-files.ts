import { labEditorSchema, labJsonSchema } from '@drillyard/lab-spec';
import { fieldReference } from './field-reference.js';

/** The files generated from the lab schema, by path below the repository. */
export function labSchemaFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/schema/lab.schema.json', `${JSON.stringify(labEditorSchema(), null, 2)}\n`],
    ['docs/authoring/fields.md', fieldReference(labJsonSchema())],
  ]);
}
