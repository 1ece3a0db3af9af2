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
  console.log('skipped: kube-schema tables (name a Kubernetes source tree with --source)');
} else {
  mkdirSync(tablesDirectory, { recursive: true });
  for (const [file, text] of deriveTables(values.source)) {
    writeFileSync(new URL(file, tablesDirectory), text);
    console.log(`${file}: ${text.length} bytes`);
  }
}
