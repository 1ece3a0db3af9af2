/**
 * Checks the tables of libs/kube-schema: that a Kubernetes source tree still yields them, and that
 * they agree with the models of the installed client.
 *
 *     npx tsx --conditions=@drillyard/source scripts/verify-kube-schema.ts [--source <tree>]
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compareWithClientModels } from './kube-schema/client-models.js';
import { deriveTables, tablesDirectory } from './kube-schema/tables.js';

const { values } = parseArgs({ options: { source: { type: 'string' } } });
const { types, fields, problems } = compareWithClientModels();
for (const problem of problems) console.error(problem);
console.log(`${types} types with ${fields} fields compared with @kubernetes/client-node`);

const stale: string[] = [];
if (values.source === undefined) {
  console.log('skipped: tables from the source tree (name one with --source)');
} else {
  for (const [file, text] of deriveTables(values.source)) {
    if (readFileSync(new URL(file, tablesDirectory), 'utf8') !== text) stale.push(file);
    else console.log(`${file} is what the source tree yields`);
  }
}
for (const file of stale) console.error(`${file} is stale: run scripts/update-kube-schema.ts`);
process.exitCode = problems.length + stale.length === 0 ? 0 : 1;
