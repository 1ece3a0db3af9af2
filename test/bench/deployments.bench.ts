import { HttpsTransport, KubeClient, readKubeconfig } from '@drillyard/cluster';
import { type Figure, median, report } from './figure.js';
import { ScratchClusters } from './scratch-clusters.js';

/** Pods of one Deployment: many for a lab. */
const replicas = 50;
const rounds = 12;
const warmUps = 2;
const namespace = 'default';
const deploymentType = { apiVersion: 'apps/v1', kind: 'Deployment' };

/** What it costs until every pod of a Deployment runs, and until every one of them is gone. */
const clusters = await ScratchClusters.open();
const cluster = await clusters.start();
const client = new KubeClient(new HttpsTransport(readKubeconfig(cluster.adminKubeconfig())));
const wallMs: number[] = [];
const cpuMs: number[] = [];
for (let round = 0; round < warmUps + rounds; round++) {
  const name = `web-${round}`;
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  await client.create(deployment(name));
  await available(name);
  const { user, system } = process.cpuUsage(cpu);
  if (round >= warmUps) {
    cpuMs.push((user + system) / 1_000);
    wallMs.push(performance.now() - startedAt);
  }
  await client.delete({ ...deploymentType, name, namespace });
  await allPodsGone();
}
await client.close();
await clusters.close();

const what = `a Deployment of ${replicas} pods`;
const figures: Figure[] = [
  { name: `CPU time until ${what} runs`, value: median(cpuMs), unit: 'ms', promise: '≤ 300' },
  { name: `${what} runs after`, value: median(wallMs), unit: 'ms' },
];
report(figures);

async function available(name: string): Promise<void> {
  const stop = new AbortController();
  const { signal } = stop;
  const options = { namespace, fieldSelector: `metadata.name=${name}`, signal };
  for await (const { object } of client.watch(deploymentType, options)) {
    const status = object?.['status'] as { availableReplicas?: number } | undefined;
    if (status?.availableReplicas === replicas) break;
  }
  stop.abort();
}

async function allPodsGone(): Promise<void> {
  const pods = async () => client.list({ apiVersion: 'v1', kind: 'Pod' }, { namespace });
  while ((await pods()).items.length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
}

function deployment(name: string) {
  const labels = { app: name };
  return {
    ...deploymentType,
    metadata: { name, namespace },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'web', image: 'nginx' }] },
      },
    },
  };
}
