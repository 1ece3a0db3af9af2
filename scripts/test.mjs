/**
 * Everything that can be checked without Docker. Runs all steps even when one fails, side by side
 * where they do not need each other, and ends with one line of totals.
 *
 *   npm test                    all of it
 *   npm test -- libs/rbac       only the tests below a path
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const only = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'drillyard-test-'));
const report = join(scratch, 'vitest.json');
const totals = { passed: 0, failed: 0, skipped: 0 };
const failed = [];
/** Said again at the end, where it is found without scrolling through what passed. */
const failures = [];
/** Of one failure's message: enough for what was expected and where. */
const failureLengthMax = 1500;

const bin = (name) => join(root, 'node_modules', '.bin', name);
const node = process.execPath;
const steps = {
  build: { name: 'build and types', command: [node, 'scripts/build.mjs'] },
  lint: {
    name: 'format and lint',
    command: [bin('biome'), 'check', '--error-on-warnings', '.'],
  },
  dependencies: {
    name: 'dependency rules',
    command: [bin('depcruise'), 'libs', 'apps', '--config', '.dependency-cruiser.mjs'],
  },
  generated: {
    name: 'generated files are current',
    command: [node, 'scripts/generated.mjs', 'verify'],
  },
  tests: {
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
  },
  labs: { name: 'labs', command: [node, 'bin/drillyard.mjs', 'lab', 'test', 'labs'] },
};

/** Runs a step to its end and prints what it said in one piece, so that two at a time can be read. */
async function run({ name, command, counts }) {
  const started = Date.now();
  const [program, ...args] = command;
  const said = [];
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => said.push(data));
  const status = await new Promise((resolve) => {
    child.once('close', resolve);
    child.once('error', (error) => {
      said.push(Buffer.from(`${error.message}\n`));
      resolve(1);
    });
  });
  const passed = status === 0;
  if (counts) addCounts(passed);
  else totals[passed ? 'passed' : 'failed'] += 1;
  if (!passed) failed.push(name);
  process.stdout.write(`\n── ${name}\n${Buffer.concat(said)}`);
  process.stdout.write(`── ${name}: ${passed ? 'ok' : 'FAILED'}, ${seconds(started)}\n`);
}

async function runInOrder(...some) {
  for (const step of some) await run(step);
}

function addCounts(passed) {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    totals.passed += result.numPassedTests;
    totals.failed += result.numFailedTests;
    totals.skipped += result.numPendingTests + result.numTodoTests;
    if (!passed && result.numFailedTests === 0) totals.failed += 1;
    for (const file of result.testResults) addFailures(file);
  } catch {
    totals.failed += 1;
  }
}

function addFailures({ name, message, status, assertionResults }) {
  const file = relative(root, name);
  for (const { fullName, status, failureMessages } of assertionResults) {
    if (status === 'failed') failures.push([`${file}: ${fullName}`, failureMessages.join('\n')]);
  }
  if (status === 'failed' && message !== '') failures.push([file, message]);
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

const started = Date.now();
if (only.length > 0) await run(steps.tests);
else {
  await Promise.all([run(steps.build), runInOrder(steps.lint, steps.dependencies)]);
  await Promise.all([run(steps.tests), runInOrder(steps.generated, steps.labs)]);
}
for (const [test, message] of failures) {
  process.stdout.write(`\nFailed: ${test}\n${message.slice(0, failureLengthMax)}\n`);
}
rmSync(scratch, { recursive: true, force: true });
process.stdout.write(
  `\n${failed.length === 0 ? 'All good' : `Failed: ${failed.join(', ')}`}, ${seconds(started)}\n`,
);
process.stdout.write(
  `${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
