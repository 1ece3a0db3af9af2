/**
 * Runs every `verify-*` twin of an `update-*` script: each generated file in the repository must
 * be what its generator would write today.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tsx = join(root, 'node_modules', '.bin', 'tsx');
const scripts = readdirSync(join(root, 'scripts')).filter((name) => /^verify-.*\.ts$/.test(name));

let failed = 0;
for (const script of scripts.sort()) {
  const { status } = spawnSync(tsx, ['--conditions=@drillyard/source', join('scripts', script)], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) failed += 1;
  process.stdout.write(`${status === 0 ? 'current' : 'OUT OF DATE'}  ${script}\n`);
}
process.exitCode = failed === 0 ? 0 : 1;
