/**
 * Measures speed and memory; see test/bench/README.md.
 *
 *   npm run bench [-- --only NAME] [--kubeconfig FILE] [--clusters N]
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const run = (args) =>
  spawnSync(process.execPath, args, { stdio: 'inherit', cwd: root }).status ?? 1;

process.exitCode =
  run([join(root, 'scripts', 'build.mjs'), '--quiet']) ||
  run(['--import', 'tsx', join(root, 'test', 'bench', 'main.ts'), ...process.argv.slice(2)]);
