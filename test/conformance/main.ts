/**
 * Compares a cluster with recordings of a real Kubernetes, or records one:
 *
 *     npm run conformance -- --kubeconfig FILE [--record] [--only GLOB] [--kubectl PATH] [--jobs N]
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readKubectlVersion, satisfies } from './kubectl-version.js';
import { describeSuite, describeTotals } from './report.js';
import { runSuite, type SuiteResult } from './run-suite.js';
import { readSuites, type Suite } from './suite.js';
import { renderTranscript } from './transcript.js';
import type { Target } from './workplace.js';

const suitesFolder = join(import.meta.dirname, 'suites');

const { values } = parseArgs({
  options: {
    kubeconfig: { type: 'string' },
    kubectl: { type: 'string', default: 'kubectl' },
    only: { type: 'string', default: '*' },
    record: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '4' },
  },
});

if (values.kubeconfig === undefined) {
  process.stderr.write('Name the cluster: --kubeconfig FILE (its current context is used)\n');
  process.exit(2);
}
const target: Target = { kubeconfig: values.kubeconfig, kubectl: values.kubectl };
const asked = readSuites(suitesFolder).filter(({ name }) => matches(name, values.only));
if (asked.length === 0) {
  process.stderr.write(
    `No suite is called ${values.only}; they are the files in ${suitesFolder}\n`,
  );
  process.exit(2);
}

const version = await readKubectlVersion(target.kubectl);
const suites = asked.filter(({ settings }) => satisfies(version, settings.kubectl));
for (const { name, settings } of asked.filter((suite) => !suites.includes(suite))) {
  process.stdout.write(`skipped ${name}: needs kubectl ${settings.kubectl}, this is ${version}\n`);
}

const results: SuiteResult[] = [];
let broken = 0;
const queue = [...suites];
await Promise.all(Array.from({ length: Number(values.jobs) }, work));
process.stdout.write(`\n${describeTotals(results, broken)}\n`);
const failed = results.some(({ steps }) => steps.some(({ passed }) => !passed));
process.exitCode = broken > 0 || (failed && !values.record) ? 1 : 0;

async function work(): Promise<void> {
  for (let suite = queue.shift(); suite !== undefined; suite = queue.shift()) {
    try {
      const result = await runSuite(suite, target);
      results.push(result);
      if (values.record) record(result);
      else process.stdout.write(`${describeSuite(result)}\n`);
    } catch (error) {
      broken += 1;
      const reason = error instanceof Error ? error.message : String(error);
      process.stdout.write(`BROKEN ${suite.name}: ${reason}\n`);
    }
  }
}

function record({ suite, recorded, steps }: SuiteResult): void {
  writeFileSync(suite.file, suite.frontMatter + renderTranscript(recorded));
  const changed = steps.filter(({ passed }) => !passed).length;
  process.stdout.write(`recorded ${suite.name}: ${changed} of ${steps.length} changed\n`);
}

function matches(name: Suite['name'], glob: string): boolean {
  const pattern = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${pattern}$`).test(name);
}
