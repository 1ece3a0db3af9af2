/** Tells whether the files generated from the lab schema are current. */
import { readFileSync } from 'node:fs';
import { labSchemaFiles } from './lab-schema/lab-schema-files.js';

for (const [file, text] of labSchemaFiles()) {
  let committed = '';
  try {
    committed = readFileSync(file, 'utf8');
  } catch {
    // A file that is missing differs.
  }
  if (committed === text) continue;
  console.error(`${file} is not what the schema says: run npm run update`);
  process.exitCode = 1;
}
