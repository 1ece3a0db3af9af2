import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Figure, report } from './figure.js';
import { ScratchClusters } from './scratch-clusters.js';

/** Two clusters in this process; a learner in another process floods one. What does the other wait? */
const nsPerMs = 1e6;
const resolutionMs = 1;

const clusters = await ScratchClusters.open();
const flooded = await clusters.start();
await clusters.start();
const folder = await mkdtemp(join(tmpdir(), 'drillyard-bench-'));
const kubeconfig = join(folder, 'kubeconfig');
await writeFile(kubeconfig, flooded.adminKubeconfig());

const delay = monitorEventLoopDelay({ resolution: resolutionMs });
const figures: Figure[] = [];
const script = join(dirname(fileURLToPath(import.meta.url)), 'flood.ts');
const learner = spawn(process.execPath, ['--import', 'tsx', script, kubeconfig], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
delay.enable();
// It says what it has done and waits for an answer, so that each deed is measured by itself.
for await (const deed of createInterface({ input: learner.stdout })) {
  figures.push({ name: `longest wait: ${deed}`, value: delay.max / nsPerMs, unit: 'ms' });
  delay.reset();
  learner.stdin.write('\n');
}
delay.disable();
if (learner.exitCode === null) await once(learner, 'exit');
if (learner.exitCode !== 0) throw new Error(`the learner ended with ${learner.exitCode}`);
await clusters.close();
await rm(folder, { recursive: true, force: true });
report(figures);
