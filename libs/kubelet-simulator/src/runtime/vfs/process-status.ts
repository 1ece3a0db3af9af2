import type { CapabilitySet } from '../kernel/capability.js';
import type { Process } from '../kernel/process.js';

/** /proc/PID/status, the lines that say who a process is (proc_pid_status(5)). */
export function processStatus(process: Process): string {
  const { uid, gid, groups, noNewPrivs, seccomp, ...sets } = process.credentials;
  const four = (id: number) => [id, id, id, id].join('\t');
  const lines: [string, string | number][] = [
    ['Name', process.name.slice(0, 15)],
    ['Umask', process.umask.toString(8).padStart(4, '0')],
    ['State', process.name === 'cat' ? 'R (running)' : 'S (sleeping)'],
    ['Tgid', process.pid],
    ['Ngid', 0],
    ['Pid', process.pid],
    ['PPid', process.parent?.isAlive ? process.parent.pid : process.pid === 1 ? 0 : 1],
    ['TracerPid', 0],
    ['Uid', four(uid)],
    ['Gid', four(gid)],
    ['FDSize', 64],
    ['Groups', `${groups.join(' ')} `],
    ['NStgid', process.pid],
    ['NSpid', process.pid],
    ['NSpgid', process.group],
    ['NSsid', 1],
    ['Kthread', 0],
    ['VmPeak', '    4416 kB'],
    ['VmSize', '    4416 kB'],
    ['VmRSS', '    1024 kB'],
    ['Threads', 1],
    ['SigQ', '0/31424'],
    ['CapInh', mask(sets.inheritable)],
    ['CapPrm', mask(sets.permitted)],
    ['CapEff', mask(sets.effective)],
    ['CapBnd', mask(sets.bounding)],
    ['CapAmb', mask(sets.ambient)],
    ['NoNewPrivs', noNewPrivs ? 1 : 0],
    ['Seccomp', seccomp],
    ['Seccomp_filters', seccomp === 2 ? 1 : 0],
    ['Cpus_allowed', 'f'],
    ['Cpus_allowed_list', '0-3'],
  ];
  return lines.map(([name, value]) => `${name}:\t${value}\n`).join('');
}

function mask(set: CapabilitySet): string {
  return set.toString(16).padStart(16, '0');
}
