import { setTimeout as delay } from 'node:timers/promises';
import { report } from './figure.js';
import { residentMegabytes } from './memory.js';
import { ScratchClusters } from './scratch-clusters.js';

/** Long enough for what happens once a second to be seen. */
const idleMs = 5000;

const count = Number(process.argv[2] ?? 300);
const clusters = await ScratchClusters.open();
for (let started = 0; started < count; started++) await clusters.start();
const rss = residentMegabytes();
const before = process.cpuUsage();
await delay(idleMs);
const { user, system } = process.cpuUsage(before);
report([
  {
    name: `${count} idle clusters in one process`,
    value: rss,
    unit: 'MB',
    promise: '< 600 for 300',
  },
  {
    name: `CPU of ${count} idle clusters`,
    value: (user + system) / 10 / idleMs,
    unit: '% of a core',
  },
]);
await clusters.close();
