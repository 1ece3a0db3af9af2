import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { lintCheck } from '@drillyard/grading';
import {
  contrastingSeed,
  formatSoundness,
  isSoundCase,
  type ProofReport,
  proofPieces,
  proveLab,
  soundnessOf,
  soundnessOfLabs,
  toJunit,
} from '@drillyard/lab-runner';
import type { Lab } from '@drillyard/lab-spec';
import { Command, Option } from 'commander';
import { abortOnSignals } from '../abort-on-signals.js';
import { count } from '../count.js';
import { describeProofCase } from '../describe-proof-case.js';
import {
  type OpenProviders,
  openProviders,
  type ProviderName,
  providerNames,
} from '../providers.js';
import { type Provers, startProvers } from '../proving/provers.js';
import { readLabs } from '../read-labs.js';

interface LabTestOptions {
  readonly provider: ProviderName;
  readonly seed: string;
  readonly junit?: string;
}

export function labTestCommand(): Command {
  return new Command('test')
    .description('prove that right answers pass and wrong ones fail, on real clusters')
    .argument('<path...>', 'a lab folder, a track, or a folder of tracks')
    .addOption(
      new Option('--provider <name>', 'where the clusters come from')
        .choices(providerNames)
        .default('embedded'),
    )
    .option(
      '--seed <text>',
      'draw the params from this seed, and then from one that draws others',
      '1',
    )
    .option('--junit <file>', 'write the results as JUnit XML')
    .action(testLabs);
}

async function testLabs(paths: string[], options: LabTestOptions): Promise<void> {
  const failure = new AbortController();
  const signal = AbortSignal.any([abortOnSignals(), failure.signal]);
  const read = await readLabs(paths, { lintCheck });
  if (read.errors > 0) process.exitCode = 1;
  const labs = read.labs.flatMap(({ lab }) => lab ?? []);
  const providers = await openProviders(options.provider, (warning) =>
    process.stderr.write(`${warning}\n`),
  );
  const { runnable, skipped } = splitByCapability(labs, providers);
  const drawn = runnable.map((lab) => ({
    lab,
    seeds: [options.seed, contrastingSeed(lab, options.seed)],
  }));
  const pieceCount = drawn.flatMap(({ lab, seeds }) =>
    seeds.flatMap((seed) => proofPieces(lab, seed)),
  ).length;
  const provers = startProvers(options.provider, providers, pieceCount);
  const reports: ProofReport[] = [];
  try {
    const proofs = drawn.map(({ lab, seeds }) => proveAloud(lab, { seeds, signal, ...provers }));
    for (const { report } of proofs) report.catch((error) => failure.abort(error));
    try {
      for (const { report, speak } of proofs) {
        speak();
        reports.push(await report);
      }
    } finally {
      await Promise.allSettled(proofs.map(({ report }) => report));
    }
  } finally {
    await provers.close();
  }
  if (reports.length > 1) {
    const table = formatSoundness(soundnessOfLabs(reports), 'lab');
    process.stdout.write(`${table.join('\n')}\n\n`);
  }
  if (options.junit !== undefined) {
    await mkdir(dirname(options.junit), { recursive: true });
    await writeFile(options.junit, toJunit(reports));
  }
  const failed = reports.flatMap(({ cases }) => cases).filter((each) => !isSoundCase(each)).length;
  const broken = read.labs.length - labs.length;
  const parts = [`${count(reports.length, 'lab')} tested`, `${count(failed, 'case')} failed`];
  if (skipped > 0) parts.push(`${count(skipped, 'lab')} skipped`);
  if (broken > 0) parts.push(`${count(broken, 'lab')} broken`);
  process.stdout.write(`${parts.join(', ')}\n`);
  if (failed > 0 || broken > 0) process.exitCode = 1;
}

/** Labs that need what the provider's clusters do not have are left out by name. */
function splitByCapability(labs: readonly Lab[], { clusters }: OpenProviders) {
  const lacking = ({ cluster }: Lab) =>
    cluster.requires.filter((one) => !clusters.capabilities.includes(one));
  const runnable = labs.filter((lab) => lacking(lab).length === 0);
  for (const lab of labs.filter((one) => !runnable.includes(one))) {
    const needs = lacking(lab).join(' and ');
    process.stdout.write(`${lab.name}: skipped, ${clusters.name} clusters have no ${needs}\n`);
  }
  return { runnable, skipped: labs.length - runnable.length };
}

interface ProveAloudOptions {
  readonly seeds: readonly string[];
  readonly signal: AbortSignal;
  readonly lanes: Provers['lanes'];
}

/** Begins to prove a lab; what there is to say of it is kept until it may speak. */
function proveAloud(lab: Lab, { seeds, signal, lanes }: ProveAloudOptions) {
  const unsaid: string[] = [`${lab.name}: ${lab.title}\n`];
  let maySpeak = false;
  const say = (text: string) => {
    if (maySpeak) process.stdout.write(text);
    else unsaid.push(text);
  };
  const prove = async () => {
    const report = await proveLab(lab, {
      ...{ seeds, signal, lanes },
      onCase: (proofCase) => say(describeProofCase(proofCase)),
    });
    const table = formatSoundness(soundnessOf(report.cases));
    say(`\n${table.map((row) => `  ${row}\n`).join('')}\n`);
    return report;
  };
  const speak = () => {
    maySpeak = true;
    for (const text of unsaid.splice(0)) process.stdout.write(text);
  };
  return { report: prove(), speak };
}
