/**
 * Tells whether the default RBAC objects are those of a Kubernetes source tree:
 *
 *     npx tsx scripts/verify-bootstrap-rbac.ts --source <tree>
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { deriveFacts, factsFile } from './bootstrap-rbac/derive-facts.js';

const { values } = parseArgs({ options: { source: { type: 'string' } } });
if (values.source === undefined) {
  console.log('skipped: default RBAC objects (name a Kubernetes source tree with --source)');
  process.exit(0);
}
const committed = readFileSync(factsFile, 'utf8').split('\n');
const derived = deriveFacts(values.source).split('\n');
const differing = derived.findIndex((line, index) => line !== committed[index]);
if (differing < 0 && derived.length === committed.length) {
  console.log(`${derived.length} lines agree`);
} else {
  const line = differing < 0 ? derived.length : differing;
  console.error(
    `line ${line + 1} differs:\n  committed: ${committed[line]}\n  derived:   ${derived[line]}`,
  );
  console.error('Run scripts/update-bootstrap-rbac.ts and review the difference.');
  process.exitCode = 1;
}
