/**
 * What takes a container engine: the contract of cluster providers and workspaces on real kind
 * clusters, and every lab of the catalogue on them.
 *
 *   npm run test:kind                          all of it
 *   npm run test:kind -- labs/access           these labs, and no suites
 *   npm run test:kind -- suites                the suites, and no lab
 *
 * Where no engine answers, or kind is missing, it says so by name and ends with exit code 0; with
 * DRILLYARD_REQUIRE_KIND=1, as CI sets it, with 1.
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (name) => join(root, 'node_modules', '.bin', name);
const wanted = process.argv.slice(2);

const obstacle = findObstacle();
if (obstacle !== undefined) {
  process.stdout.write(`SKIPPED kind clusters, kind labs, toolbox workspaces: ${obstacle}\n`);
  process.exit(process.env.DRILLYARD_REQUIRE_KIND === '1' ? 1 : 0);
}

const suites = () => run(bin('vitest'), 'run', 'test/kind', '--no-file-parallelism', ...slow);
/** A cluster takes a minute or two, and the first one pulls an image. */
const slow = ['--testTimeout=1800000', '--hookTimeout=1800000'];
const lab = (...folders) =>
  run(process.execPath, 'bin/drillyard.mjs', 'lab', 'test', '--provider', 'kind', ...folders);

const labs = wanted.length === 0 ? ['labs'] : wanted.filter((each) => each !== 'suites');
const steps = [
  ...(wanted.length === 0 || wanted.includes('suites') ? [suites] : []),
  ...(labs.length === 0 ? [] : [() => lab(...labs)]),
];
const failed = steps.map((step) => step()).filter((status) => status !== 0).length;
process.stdout.write(failed === 0 ? 'All good on kind\n' : `${failed} of ${steps.length} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

function run(program, ...args) {
  // Labs' pods take their images from registries here; a server gets them by DRILLYARD_KIND_IMAGES.
  const env = { ...process.env, DRILLYARD_TEST_KIND: '1', DRILLYARD_KIND_EGRESS: '1' };
  return spawnSync(program, args, { cwd: root, stdio: 'inherit', env }).status ?? 1;
}

/** Why no cluster can be made here, in the words of the provider. */
function findObstacle() {
  const probe = ['test/kind/print-obstacle.ts'];
  const flags = ['--import', 'tsx', '--conditions=@drillyard/source'];
  const options = { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' };
  const { status, stdout } = spawnSync(process.execPath, [...flags, ...probe], options);
  if (status !== 0) return 'the host could not be looked at; see above';
  return stdout.trim() === '' ? undefined : stdout.trim();
}
