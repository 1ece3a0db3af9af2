/**
 * Compares a cluster with recordings of a real Kubernetes, or records one:
 *
 *     npm run conformance -- --kubeconfig FILE [--documented] [--record] [--only GLOB] [--kubectl PATH] [--jobs N]
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readKubectlVersion, satisfies } from './kubectl-version.js';
import { describeSuite, describeTotals } from './report.js';
import { runCommand } from './run-command.js';
import type { SuiteResult } from './run-suite.js';
import { runSuites } from './run-suites.js';
import { readSuites, type Suite } from './suite.js';
import { renderTranscript } from './transcript.js';
import type { Target } from './workplace.js';

const suitesFolder = join(import.meta.dirname, 'suites');
/** Not recorded: written from what upstream documents, for clusters with nodes. */
const documentedFolder = join(import.meta.dirname, 'documented');

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      kubeconfig: { type: 'string' },
      kubectl: { type: 'string', default: 'kubectl' },
      only: { type: 'string', default: '*' },
      record: { type: 'boolean', default: false },
      documented: { type: 'boolean', default: false },
      jobs: { type: 'string', default: '4' },
    },
  });
  const { kubeconfig, kubectl, record } = values;
  if (kubeconfig === undefined) {
    throw new Error('Name the cluster: --kubeconfig FILE (its current context is used)');
  }
  if (record && values.documented) {
    throw new Error('Documented suites are written by hand: leave out --record or --documented');
  }
  const folder = values.documented ? documentedFolder : suitesFolder;
  const suites = await chooseSuites(folder, values.only, kubectl);
  await requireReady({ kubeconfig, kubectl });
  const show = (result: SuiteResult) =>
    process.stdout.write(`${record ? writeRecording(result) : describeSuite(result)}\n`);
  const results = await runSuites(
    suites,
    { kubeconfig, kubectl },
    { jobs: Number(values.jobs), onResult: show, signal: abortOnInterrupt() },
  );
  process.stdout.write(`\n${describeTotals(results)}\n`);
  const failed = results.some(({ steps, broken }) =>
    record ? broken !== undefined : steps.some(({ passed }) => !passed),
  );
  return failed ? 1 : 0;
}

/** @throws Error when no API server answers: every suite would say so at length. */
async function requireReady({ kubeconfig, kubectl }: Target): Promise<void> {
  const place = { folder: process.cwd(), environment: { PATH: process.env['PATH'] ?? '' } };
  const command = `'${kubectl}' --kubeconfig '${kubeconfig}' get --raw /readyz`;
  const { exitCode, stderr } = await runCommand(command, place);
  if (exitCode !== 0) throw new Error(`The cluster of ${kubeconfig} does not answer: ${stderr}`);
}

/** The suites that are asked for and that this kubectl can run. */
async function chooseSuites(folder: string, glob: string, kubectl: string): Promise<Suite[]> {
  const asked = readSuites(folder).filter(({ name }) => matches(name, glob));
  if (asked.length === 0) {
    throw new Error(`No suite is called ${glob}: they are the files in ${folder}`);
  }
  const version = await readKubectlVersion(kubectl);
  return asked.filter(({ name, settings }) => {
    if (satisfies(version, settings.kubectl)) return true;
    process.stdout.write(`skip   ${name}: for kubectl ${settings.kubectl}, this is ${version}\n`);
    return false;
  });
}

function matches(name: string, glob: string): boolean {
  const pattern = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${pattern}$`).test(name);
}

function writeRecording(result: SuiteResult): string {
  const { suite, recorded, steps, broken } = result;
  if (broken !== undefined) return describeSuite(result);
  writeFileSync(suite.file, suite.frontMatter + renderTranscript(recorded));
  const changed = steps.filter(({ passed }) => !passed).length;
  return `recorded ${suite.name}: ${changed} of ${steps.length} changed`;
}

/** Ctrl-C lets the suites that run clean up; a second one ends at once. */
function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => {
    process.stderr.write(
      'Waiting for the suites that run. Ctrl-C again leaves them as they are.\n',
    );
    controller.abort();
  });
  return controller.signal;
}
