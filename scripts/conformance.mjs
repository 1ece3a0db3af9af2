/**
 * Runs the conformance suites against any cluster; see test/conformance/README.md.
 *
 *   node scripts/conformance.mjs --kubeconfig FILE [--record] [--only GLOB] [--kubectl PATH]
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { status } = spawnSync(
  join(root, 'node_modules', '.bin', 'tsx'),
  [join(root, 'test', 'conformance', 'main.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
