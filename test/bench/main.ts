import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Figure } from './figure.js';
import { describeMachine } from './machine.js';

const here = dirname(fileURLToPath(import.meta.url));
const program = join(here, '..', '..', 'bin', 'drillyard.mjs');

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    kubeconfig: { type: 'string' },
    clusters: { type: 'string', default: '300' },
  },
});

process.stdout.write(`${describeMachine()}\n\n`);
if (isAsked('server-start')) print(await measure('server-start'));
if (isAsked('cluster-start')) print(await measure('cluster-start'));
if (isAsked('idle-clusters')) print(await measure('idle-clusters', options.clusters));
if (isAsked('deployments')) print(await measure('deployments'));
if (isAsked('grading')) print(await measure('grading'));
if (isAsked('fairness')) print(await measure('fairness'));
if (isAsked('requests')) {
  const own = await withOwnCluster((kubeconfig) => measure('requests', kubeconfig));
  const other = options.kubeconfig ? await measure('requests', options.kubeconfig) : [];
  print(own, other);
}

function isAsked(name: string): boolean {
  return options.only === undefined || options.only === name;
}

/** Runs one benchmark in a process of its own. */
async function measure(name: string, ...args: string[]): Promise<Figure[]> {
  const script = join(here, `${name}.bench.ts`);
  const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [[code], said] = await Promise.all([once(child, 'close'), child.stdout.toArray()]);
  if (code !== 0) throw new Error(`the benchmark ${name} ended with ${code}`);
  return JSON.parse(Buffer.concat(said).toString()) as Figure[];
}

/** As a user starts one: `drillyard cluster up`. */
async function withOwnCluster<T>(use: (kubeconfig: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'drillyard-bench-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const child = spawn(process.execPath, [program, 'cluster', 'up', '--kubeconfig', kubeconfig], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`the cluster ended with ${code}`);
    });
    // It says where it is when it answers.
    await Promise.race([once(child.stdout, 'data'), ended]);
    ended.catch(() => undefined);
    return await use(kubeconfig);
  } finally {
    const gone = once(child, 'exit');
    if (child.kill('SIGTERM')) await gone;
    await rm(folder, { recursive: true, force: true });
  }
}

/** A line for each figure; of two clusters, the embedded one first. */
function print(figures: readonly Figure[], others: readonly Figure[] = []): void {
  for (const { name, value, unit, promise } of figures) {
    const other = others.find((figure) => figure.name === name);
    const compared = other === undefined ? '' : `   the other: ${round(other.value)}`;
    const held = promise === undefined ? '' : `   (${promise})`;
    process.stdout.write(
      `${name.padEnd(42)}${round(value).padStart(9)} ${unit}${compared}${held}\n`,
    );
  }
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}
