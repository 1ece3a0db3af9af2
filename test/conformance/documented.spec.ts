/** What upstream documents of pods that run, on an embedded cluster with a node. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedCluster } from '@drillyard/cluster-embedded';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { isInstalled } from '../clients/client-workplace.js';
import { readKubectlVersion, satisfies } from './kubectl-version.js';
import { describeStep } from './report.js';
import { runSuite } from './run-suite.js';
import { readSuites } from './suite.js';

/** The others wait for timeouts and back-offs: `npm run conformance -- --documented` has the time. */
const chosen = ['network/names', 'metrics/top'];

const kubectl = 'kubectl';
const isComplete = isInstalled(kubectl, 'version', '--client');
const version = isComplete ? await readKubectlVersion(kubectl) : '';
const suites = readSuites(join(import.meta.dirname, 'documented')).filter(({ name }) =>
  chosen.includes(name),
);

describe.skipIf(!isComplete)('what upstream documents, on the embedded cluster', () => {
  let cluster: EmbeddedCluster;
  let folder: string;
  let kubeconfig: string;
  beforeAll(async () => {
    cluster = await EmbeddedCluster.start({ metrics: true });
    folder = await mkdtemp(join(tmpdir(), 'drillyard-documented-'));
    kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, cluster.adminKubeconfig(), { mode: 0o600 });
  });
  afterAll(async () => {
    await cluster.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  for (const suite of suites) {
    const { name, settings } = suite;
    it.skipIf(!satisfies(version, settings.kubectl)).concurrent(name, async ({ expect }) => {
      const { steps } = await runSuite(suite, { kubeconfig, kubectl });
      const failed = steps.filter(({ passed }) => !passed);
      expect(failed.map(describeStep).join('\n')).toBe('');
    });
  }
});
