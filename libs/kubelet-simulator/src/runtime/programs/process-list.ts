import type { Process } from '../kernel/process.js';
import type { Programs } from './program.js';

async function ps(process: Process, args: readonly string[]): Promise<number> {
  const all = [...process.kernel.processes.values()].sort((a, b) => a.pid - b.pid);
  const { kernel } = process;
  const name = (one: Process) => kernel.nameOf(one.credentials.uid) ?? String(one.credentials.uid);
  if (kernel.userland === 'busybox') {
    const row = (pid: string | number, user: string, time: string, command: string) =>
      `${String(pid).padStart(5)} ${user.padEnd(8)} ${time.padStart(5)} ${command}\n`;
    const header = 'PID   USER     TIME  COMMAND\n';
    await process.print(
      header +
        all.map((one) => row(one.pid, name(one).slice(0, 8), '0:00', one.argv.join(' '))).join(''),
    );
    return 0;
  }
  const isLong = args.join('').includes('u') || args.includes('-ef') || args.includes('-e');
  const shown = isLong || args.length > 0 ? all : all.filter((one) => one.group === process.group);
  await process.print(
    isLong && args.join('').includes('u') ? wideTable(shown, name) : table(shown),
  );
  return 0;
}

function wideTable(all: readonly Process[], name: (one: Process) => string): string {
  const header = 'USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n';
  const rows = all.map(
    (one) =>
      `${name(one).padEnd(8)} ${String(one.pid).padStart(7)}  0.0  0.0   4416  1024 ?        Ss   ${one.startedAt.toISOString().slice(11, 16)}   0:00 ${one.argv.join(' ')}\n`,
  );
  return header + rows.join('');
}

function table(all: readonly Process[]): string {
  const rows = all.map((one) => `${String(one.pid).padStart(7)} ?        00:00:00 ${one.name}\n`);
  return `    PID TTY          TIME CMD\n${rows.join('')}`;
}

async function capsh(process: Process, args: readonly string[]): Promise<number> {
  const { listed } = await import('../kernel/capability.js');
  if (args[0]?.startsWith('--decode=')) {
    const word = args[0].slice('--decode='.length);
    if (!/^(0x)?[0-9a-fA-F]{1,16}$/.test(word)) return 1;
    const set = BigInt(word.startsWith('0x') ? word : `0x${word}`);
    await process.print(`0x${set.toString(16).padStart(16, '0')}=${listed(set).join(',')}\n`);
    return 0;
  }
  if (args[0] !== '--print') {
    await process.complain('usage: capsh --print | --decode=HEX (nothing else is simulated)');
    return 1;
  }
  const { uid, gid, groups, permitted, effective, bounding, ambient, noNewPrivs } =
    process.credentials;
  const { kernel } = process;
  const current = currentSets(effective, permitted, listed);
  const named = (one: number, name: string | undefined) => `${one}(${name ?? ''})`;
  await process.print(`Current: ${current}
Bounding set =${listed(bounding).join(',')}
Ambient set =${listed(ambient).join(',')}
Current IAB: ${iab(bounding, listed)}
Securebits: 00/0x0/1'b0 (no-new-privs=${noNewPrivs ? 1 : 0})
 secure-noroot: no (unlocked)
 secure-no-suid-fixup: no (unlocked)
 secure-keep-caps: no (unlocked)
 secure-no-ambient-raise: no (unlocked)
uid=${named(uid, kernel.nameOf(uid))} euid=${named(uid, kernel.nameOf(uid))}
gid=${named(gid, kernel.groupNameOf(gid))}
groups=${groups.map((one) => named(one, kernel.groupNameOf(one))).join(',')}
Guessed mode: ${uid === 0 ? 'UNCERTAIN (0)' : 'HYBRID (4)'}
`);
  return 0;
}

type Listed = (set: bigint) => string[];

/** As cap_to_text(3) writes sets: `cap_chown,cap_kill=ep`. */
function currentSets(effective: bigint, permitted: bigint, listed: Listed): string {
  if (permitted === 0n) return '=';
  const names = listed(permitted);
  const all = listed((1n << 41n) - 1n);
  const flags = effective === permitted ? 'ep' : 'p';
  if (names.length === all.length) return `=${flags}`;
  if (names.length > all.length / 2) {
    return `=${flags} ${all.filter((name) => !names.includes(name)).join(',')}-${flags}`;
  }
  return `${names.join(',')}=${flags}`;
}

function iab(bounding: bigint, listed: Listed): string {
  const kept = listed(bounding);
  const lost = listed((1n << 41n) - 1n).filter((name) => !kept.includes(name));
  return lost.map((name) => `!${name}`).join(',');
}

async function getpcaps(process: Process, args: readonly string[]): Promise<number> {
  const { listed } = await import('../kernel/capability.js');
  let status = 0;
  for (const pid of args) {
    const target = process.kernel.processes.get(Number(pid));
    if (!target) {
      status = 1;
      await process.complain(`Failed to get cap's for process ${pid}: (No such process)`);
    } else {
      const { effective, permitted } = target.credentials;
      await process.print(`${pid}: ${currentSets(effective, permitted, listed)}\n`);
    }
  }
  return status;
}

export const processPrograms: Programs = { ps, capsh, getpcaps };
