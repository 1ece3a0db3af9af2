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
  console.error('Name the source tree: --source <path of a checkout of kubernetes/kubernetes>');
  process.exit(2);
}
const text = deriveFacts(values.source);
writeFileSync(factsFile, text);
console.log(`${factsFile.pathname}: ${text.length} bytes`);
