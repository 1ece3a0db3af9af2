/**
 * Derives the default RBAC objects from a Kubernetes source tree:
 *
 *     npx tsx scripts/update-bootstrap-rbac.ts --source <tree>
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { deriveFacts, factsFile } from './bootstrap-rbac/derive-facts.js';

const { values } = parseArgs({ options: { source: { type: 'string' } } });
if (values.source === undefined) {
  console.log('skipped: default RBAC objects (name a Kubernetes source tree with --source)');
  process.exit(0);
}
const text = deriveFacts(values.source);
writeFileSync(factsFile, text);
console.log(`${factsFile.pathname}: ${text.length} bytes`);
