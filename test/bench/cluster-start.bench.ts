import { type Figure, median, report } from './figure.js';
import { residentMegabytes } from './memory.js';
import { ScratchClusters } from './scratch-clusters.js';

/** Starts before anything counts: modules are loaded, code is compiled, bases are shared. */
const warmUps = 5;
const starts = 40;

const clusters = await ScratchClusters.open();
const firstMs = await timed(() => clusters.start());
for (let count = 1; count < warmUps; count++) await clusters.start();
const before = residentMegabytes();
const wallMs: number[] = [];
const cpuMs: number[] = [];
for (let count = 0; count < starts; count++) {
  const cpu = process.cpuUsage();
  wallMs.push(await timed(() => clusters.start()));
  const { user, system } = process.cpuUsage(cpu);
  cpuMs.push((user + system) / 1000);
}
const perClusterMB = (residentMegabytes() - before) / starts;
await clusters.close();

const figures: Figure[] = [
  { name: 'first cluster of a process to /readyz', value: firstMs, unit: 'ms' },
  { name: 'one more cluster to /readyz', value: median(wallMs), unit: 'ms', promise: '≤ 25' },
  { name: 'CPU time of one more cluster', value: median(cpuMs), unit: 'ms' },
  { name: 'memory of one more cluster', value: perClusterMB, unit: 'MB', promise: '≤ 1' },
];
report(figures);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
