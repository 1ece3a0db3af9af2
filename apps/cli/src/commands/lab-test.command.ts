import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { lintCheck } from '@drillyard/grading';
import {
  contrastingSeed,
  formatSoundness,
  isSoundCase,
  type ProofReport,
  proveLab,
  soundnessOf,
  toJunit,
} from '@drillyard/lab-runner';
import { Command, Option } from 'commander';
import { abortOnSignals } from '../abort-on-signals.js';
import { count } from '../count.js';
import { describeProofCase } from '../describe-proof-case.js';
import { openProviders, providerNames } from '../providers.js';
import { readLabs } from '../read-labs.js';

interface LabTestOptions {
  readonly provider: (typeof providerNames)[number];
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
  const signal = abortOnSignals();
  const { labs, errors } = await readLabs(paths, { lintCheck });
  if (errors > 0) process.exitCode = 1;
  const reports: ProofReport[] = [];
  const providers = await openProviders(options.provider);
  try {
    for (const { lab } of labs) {
      if (lab === undefined) continue;
      process.stdout.write(`${lab.name}: ${lab.title}\n`);
      const report = await proveLab(lab, providers, {
        seeds: [options.seed, contrastingSeed(lab, options.seed)],
        signal,
        onCase: (proofCase) => process.stdout.write(describeProofCase(proofCase)),
      });
      reports.push(report);
      const table = formatSoundness(soundnessOf(report.cases));
      process.stdout.write(`\n${table.map((row) => `  ${row}\n`).join('')}\n`);
    }
  } finally {
    await providers.close();
  }
  if (options.junit !== undefined) {
    await mkdir(dirname(options.junit), { recursive: true });
    await writeFile(options.junit, toJunit(reports));
  }
  const failed = reports.flatMap(({ cases }) => cases).filter((each) => !isSoundCase(each)).length;
  const broken = labs.length - reports.length;
  const parts = [`${count(reports.length, 'lab')} tested`, `${count(failed, 'case')} failed`];
  if (broken > 0) parts.push(`${count(broken, 'lab')} broken`);
  process.stdout.write(`${parts.join(', ')}\n`);
  if (failed > 0 || broken > 0) process.exitCode = 1;
}
