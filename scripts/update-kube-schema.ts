/**
 * Derives the tables of libs/kube-schema from a Kubernetes source tree:
 *
 *     npx tsx --conditions=@drillyard/source scripts/update-kube-schema.ts --source <tree>
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { deriveTables, tablesDirectory } from './kube-schema/tables.js';

const { values } = parseArgs({ options: { source: { type: 'string' } } });
if (values.source === undefined) {
  console.error('Name the source tree: --source <path of a checkout of kubernetes/kubernetes>');
  process.exit(2);
}
mkdirSync(tablesDirectory, { recursive: true });
for (const [file, text] of deriveTables(values.source)) {
  writeFileSync(new URL(file, tablesDirectory), text);
  console.log(`${file}: ${text.length} bytes`);
}
