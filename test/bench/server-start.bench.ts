import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Figure, report } from './figure.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = join(root, 'apps', 'api', 'dist', 'main.js');
/** What the kernel counts processor time in, by Linux' ABI. */
const ticksPerSecond = 100;

const home = await mkdtemp(join(tmpdir(), 'drillyard-bench-'));
try {
  report([...(await start('first')), ...(await start('next'))]);
} finally {
  await rm(home, { recursive: true, force: true });
}

/** Starts the server on the data folder, until it tells where it listens. */
async function start(which: string): Promise<Figure[]> {
  const startedAt = performance.now();
  const server = spawn(process.execPath, [program], {
    env: { ...process.env, DRILLYARD_HOME: home, PORT: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(server, 'exit');
  try {
    await saysWhere(server);
    const wallS = (performance.now() - startedAt) / 1000;
    const { cpuS, peakMB } = usageOf(server.pid ?? 0);
    return [
      {
        name: `${which} start of the server`,
        value: wallS,
        unit: 's',
        ...(which === 'first' && { promise: '< 3' }),
      },
      { name: `CPU time of its ${which} start`, value: cpuS, unit: 's' },
      { name: `peak memory of its ${which} start`, value: peakMB, unit: 'MB' },
    ];
  } finally {
    if (server.kill('SIGTERM')) await exited;
  }
}

async function saysWhere({ stdout }: ChildProcess): Promise<void> {
  let said = '';
  for await (const chunk of stdout ?? []) {
    said += String(chunk);
    if (/http:\/\/[^\s"]+:\d+/.test(said)) return;
  }
  throw new Error(`the server ended: ${said}`);
}

function usageOf(pid: number): { readonly cpuS: number; readonly peakMB: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  const peak = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  const cpuS = (Number(stat[11]) + Number(stat[12])) / ticksPerSecond;
  return { cpuS, peakMB: (Number(peak) * 1024) / 1e6 };
}
