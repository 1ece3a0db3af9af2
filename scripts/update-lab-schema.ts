/**
 * Writes what is generated from the lab schema: the JSON Schema for editors and the field
 * reference of the authoring guide.
 *
 *     npx tsx --conditions=@drillyard/source scripts/update-lab-schema.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { labSchemaFiles } from './lab-schema/lab-schema-files.js';

for (const [file, text] of labSchemaFiles()) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`${file}: ${text.length} bytes`);
}
