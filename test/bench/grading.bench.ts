import { HttpsTransport, KubeClient, readKubeconfig } from '@drillyard/cluster';
import type { EmbeddedCluster } from '@drillyard/cluster-embedded';
import { type CheckOutcome, LabGrader } from '@drillyard/grading';
import { instantiateLab, type Lab, parseLab } from '@drillyard/lab-spec';
import { type Figure, median, percentile, report } from './figure.js';
import { checkCount, gradedLabFiles, manifest } from './graded-lab.js';
import { ScratchClusters } from './scratch-clusters.js';

/** Changes to and fro, and evaluations of the whole lab, after some that do not count. */
const rounds = 40;
const warmUps = 5;
/** Between two changes: longer than the grader lets pass between two looks, as with a learner. */
const pauseMs = 250;

const noFiles = { read: async () => undefined, watch: () => () => undefined };

/** The time from a change of the cluster to the check's turn, and that of a look at every check. */
const clusters = await ScratchClusters.open();
const cluster = await clusters.start();
const [learner, grader] = [clientOf(cluster), clientOf(cluster)];
for (const object of manifest.objects) await learner.apply(object);
report([...(await turns()), ...(await evaluations())]);
await Promise.all([learner.close(), grader.close()]);
await clusters.close();

async function turns(): Promise<Figure[]> {
  let hear: (status: CheckOutcome['status']) => void = () => undefined;
  const grading = new LabGrader({
    ...{ instance: instantiateLab(lab(), 'bench'), cluster: grader, files: noFiles },
    onOutcome: ({ check, outcome }) => {
      if (check.key === manifest.turningCheck) hear(outcome.status);
    },
  });
  const turnsTo = (wanted: CheckOutcome['status']) =>
    new Promise<void>((resolve) => {
      hear = (status) => {
        if (status === wanted) resolve();
      };
    });
  const begun = turnsTo('failed');
  grading.start();
  await begun;
  const greenMs: number[] = [];
  const redMs: number[] = [];
  for (let round = 0; round < warmUps + rounds; round++) {
    greenMs.push(await timed(turnsTo('passed'), () => learner.apply(manifest.binding)));
    redMs.push(await timed(turnsTo('failed'), () => learner.delete(manifest.bindingRef)));
  }
  await grading.stop();
  return [
    ...figuresOf('change of the cluster to green', greenMs, '< 300'),
    ...figuresOf('change of the cluster to red', redMs, '< 300'),
  ];
}

async function evaluations(): Promise<Figure[]> {
  const instance = instantiateLab(lab(), 'bench');
  const grading = new LabGrader({ instance, cluster: grader, files: noFiles });
  const wallMs: number[] = [];
  for (let round = 0; round < warmUps + rounds; round++) {
    const startedAt = performance.now();
    const outcomes = await grading.evaluateAll();
    wallMs.push(performance.now() - startedAt);
    const unasked = [...outcomes].find(([, { status }]) => status === 'inconclusive');
    if (outcomes.size !== checkCount || unasked) throw new Error(`not judged: ${unasked}`);
  }
  await grading.stop();
  return figuresOf(`a look at ${checkCount} checks`, wallMs, '< 150');
}

/** From the change being asked for to the turn. */
async function timed(turn: Promise<void>, change: () => Promise<unknown>): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  const startedAt = performance.now();
  await Promise.all([change(), turn]);
  return performance.now() - startedAt;
}

function figuresOf(name: string, values: readonly number[], promise: string): Figure[] {
  const counted = values.slice(warmUps);
  return [
    { name, value: median(counted), unit: 'ms', promise },
    { name: `  its 95th percentile`, value: percentile(counted, 95), unit: 'ms' },
  ];
}

function clientOf(of: EmbeddedCluster): KubeClient {
  return new KubeClient(new HttpsTransport(readKubeconfig(of.adminKubeconfig())));
}

function lab(): Lab {
  const { lab: parsed, problems } = parseLab(gradedLabFiles);
  if (parsed === undefined) throw new Error(JSON.stringify(problems));
  return parsed;
}
