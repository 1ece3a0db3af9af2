/**
 * Lets the controllers, the scheduler and a simulated kubelet drive any API server; see
 * test/components/README.md.
 *
 *   node scripts/components.mjs --kubeconfig FILE [--kubelet-only] [--keep]
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { status } = spawnSync(
  process.execPath,
  [
    ...['--import', 'tsx', '--conditions=@drillyard/source'],
    join(root, 'test', 'components', 'main.ts'),
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
