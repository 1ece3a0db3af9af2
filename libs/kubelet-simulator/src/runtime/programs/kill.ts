import { mayUse } from '../kernel/credentials.js';
import { Errno } from '../kernel/errno.js';
import type { Process } from '../kernel/process.js';
import { signalFrom, signalNumbers } from '../kernel/signal.js';
import { complainOf } from './complaint.js';

/** kill(1), with the leave of kill(2): the same user, or CAP_KILL. */
export async function kill(process: Process, args: readonly string[]): Promise<number> {
  if (args[0] === '-l') {
    const names = Object.entries(signalNumbers).map(([name, n]) => `${n}) ${name}`);
    await process.print(`${names.join('\n')}\n`);
    return 0;
  }
  const { word, pids } = readTargets(args);
  const signal = signalFrom(word);
  if (signal === undefined) {
    await process.complain(`kill: bad signal name '${word}'`);
    return 1;
  }
  let status = 0;
  for (const pid of pids) {
    try {
      for (const target of targets(process, Number(pid))) if (signal) target.receive(signal);
    } catch (error) {
      status = 1;
      await complainOf(process, "can't kill pid", error, pid).catch(() => undefined);
    }
  }
  await process.step();
  return status;
}

function readTargets(args: readonly string[]): { word: string; pids: readonly string[] } {
  const [first = '', second = ''] = args;
  if (first === '-s') return { word: second, pids: args.slice(2) };
  if (/^-\w/.test(first)) return { word: first.slice(1), pids: args.slice(1) };
  return { word: 'TERM', pids: args };
}

function targets(process: Process, pid: number): Process[] {
  const { processes } = process.kernel;
  const isAll = pid === -1;
  const found = isAll
    ? [...processes.values()].filter((one) => one.pid !== 1 && one !== process)
    : [...processes.values()].filter((one) => one.pid === pid || (pid < 0 && one.group === -pid));
  if (found.length === 0) throw new Errno('ESRCH');
  const { credentials } = process;
  const allowed = found.filter(
    (one) => one.credentials.uid === credentials.uid || mayUse(credentials, 'KILL'),
  );
  if (allowed.length === 0) throw new Errno('EPERM');
  return allowed;
}
