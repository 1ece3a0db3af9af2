/**
 * Everything that can be checked without Docker, in the order in which a mistake is cheapest to
 * find. Runs all steps even when one fails, and ends with one line of totals.
 *
 *   npm test                    all of it
 *   npm test -- libs/rbac       only the tests below a path
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const only = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'drillyard-test-'));
const report = join(scratch, 'vitest.json');
const totals = { passed: 0, failed: 0, skipped: 0 };

const bin = (name) => join(root, 'node_modules', '.bin', name);
const checks = [
  { name: 'format and lint', command: [bin('biome'), 'check', '--error-on-warnings', '.'] },
  {
    name: 'dependency rules',
    command: [bin('depcruise'), 'libs', 'apps', '--config', '.dependency-cruiser.mjs'],
  },
  {
    name: 'generated files are current',
    command: [process.execPath, 'scripts/generated.mjs', 'verify'],
  },
];
const build = { name: 'build and types', command: [process.execPath, 'scripts/build.mjs'] };
const tests = {
  name: 'tests',
  command: [
    bin('vitest'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...only,
  ],
  counts: true,
};
const labs = {
  name: 'labs',
  command: [process.execPath, 'bin/drillyard.mjs', 'lab', 'test', 'labs'],
};

function run({ name, command, counts }) {
  process.stdout.write(`\n── ${name}\n`);
  const started = Date.now();
  const [program, ...args] = command;
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  const passed = status === 0;
  if (error) process.stdout.write(`${error.message}\n`);
  if (counts) addCounts(passed);
  else totals[passed ? 'passed' : 'failed'] += 1;
  process.stdout.write(`── ${name}: ${passed ? 'ok' : 'FAILED'}, ${seconds(started)}\n`);
  return passed;
}

function addCounts(passed) {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    totals.passed += result.numPassedTests;
    totals.failed += result.numFailedTests;
    totals.skipped += result.numPendingTests + result.numTodoTests;
    if (!passed && result.numFailedTests === 0) totals.failed += 1;
  } catch {
    totals.failed += 1;
  }
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

const started = Date.now();
const steps = only.length > 0 ? [tests] : [build, ...checks, tests, labs];
const failed = steps.filter((step) => !run(step)).map((step) => step.name);
rmSync(scratch, { recursive: true, force: true });
process.stdout.write(
  `\n${failed.length === 0 ? 'All good' : `Failed: ${failed.join(', ')}`}, ${seconds(started)}\n`,
);
process.stdout.write(
  `${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
