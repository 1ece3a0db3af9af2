/**
 * Some suites against the embedded cluster, all in one cluster and side by side. What is not in
 * `known-differences.ts` must be as recorded; `npm run conformance` compares everything.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedCluster } from '@drillyard/cluster-embedded';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { isInstalled } from '../clients/client-workplace.js';
import { knownDifferences } from './known-differences.js';
import { readKubectlVersion, satisfies } from './kubectl-version.js';
import { describeStep } from './report.js';
import { runSuite } from './run-suite.js';
import { readSuites } from './suite.js';

/** One or two of each topic the product is about; kubectl starts for every step, and all would take minutes. */
const chosen = [
  'authentication/bound-tokens',
  'authentication/token-secrets',
  'authentication/whoami',
  'certificates/approval',
  'certificates/signers',
  'rbac/aggregation',
  'rbac/bindings',
  'rbac/escalation',
  'rbac/reconcile',
];

const isComplete = [
  isInstalled('kubectl', 'version', '--client'),
  isInstalled('curl', '--version'),
  isInstalled('openssl', 'version'),
].every(Boolean);
const kubectl = 'kubectl';
const version = isComplete ? await readKubectlVersion(kubectl) : '';
const suites = readSuites(join(import.meta.dirname, 'suites'))
  .filter(({ name }) => chosen.includes(name))
  .map((suite) => ({ suite, name: suite.name, oldest: suite.settings.kubectl }));

describe.skipIf(!isComplete)('what was recorded of a real cluster, on the embedded one', () => {
  let cluster: EmbeddedCluster;
  let folder: string;
  let kubeconfig: string;
  const unexpected: unknown[] = [];
  beforeAll(async () => {
    const onUnexpected = (error: unknown) => void unexpected.push(error);
    cluster = await EmbeddedCluster.start({ onUnexpected });
    folder = await mkdtemp(join(tmpdir(), 'drillyard-conformance-'));
    kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, cluster.adminKubeconfig(), { mode: 0o600 });
  });
  afterAll(async () => {
    await cluster.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  for (const { suite, name, oldest } of suites) {
    const known = knownDifferences.filter((difference) => difference.suite === name);
    it.skipIf(!satisfies(version, oldest)).concurrent(name, async ({ expect }) => {
      const { steps } = await runSuite(suite, { kubeconfig, kubectl });
      const regressions = steps.filter(
        ({ passed, command }) =>
          !passed && !known.some((difference) => command.startsWith(difference.command)),
      );
      expect(regressions.map(describeStep).join('\n')).toBe('');
    });
  }

  it('met no bug of the server', ({ expect }) => {
    expect(unexpected).toEqual([]);
  });
});
