/**
 * Generated files: every `update-*` script writes some, its `verify-*` twin checks that they are
 * what the generator would write today.
 *
 *   node scripts/generated.mjs update [--source PATH]   PATH: a Kubernetes source tree
 *   node scripts/generated.mjs verify [--source PATH]
 *
 * A script that derives facts from upstream's sources says what it left out when it is given none.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [verb, ...options] = process.argv.slice(2);
if (verb !== 'update' && verb !== 'verify') {
  process.stderr.write('usage: node scripts/generated.mjs update|verify [--source PATH]\n');
  process.exit(2);
}

const scripts = readdirSync(join(root, 'scripts'))
  .filter((name) => name.startsWith(`${verb}-`) && name.endsWith('.ts'))
  .sort();
const failed = scripts.filter((script) => {
  const { status } = spawnSync(
    join(root, 'node_modules', '.bin', 'tsx'),
    ['--conditions=@drillyard/source', join('scripts', script), ...options],
    { cwd: root, stdio: 'inherit' },
  );
  process.stdout.write(`${status === 0 ? 'ok     ' : 'FAILED '} ${script}\n`);
  return status !== 0;
});
process.exitCode = failed.length === 0 ? 0 : 1;
