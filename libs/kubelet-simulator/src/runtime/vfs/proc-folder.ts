import type { ContainerKernel } from '../kernel/container-kernel.js';
import type { Process } from '../kernel/process.js';
import { deviceInode, FolderInode, generatedFile, type Inode, linkInode } from './inode.js';
import { mountLine } from './mount-point.js';
import { processStatus } from './process-status.js';

/** What a runtime hides from containers, unless procMount is Unmasked (containerd `pkg/oci`). */
const maskedFiles = ['kcore', 'keys', 'latency_stats', 'timer_list', 'sched_debug'] as const;
/** Folders of /proc a container may read and not write. */
export const readOnlyProcPaths = ['bus', 'fs', 'irq', 'sys', 'sysrq-trigger'] as const;

/** The folder /proc of one container: its processes, and what the kernel tells of itself. */
export function procFolder(kernel: ContainerKernel, isMasked: boolean): FolderInode {
  const fixed = systemFiles(kernel, isMasked);
  return new FolderInode({ mode: 0o555 }, undefined, () => {
    const entries = new Map(fixed);
    for (const process of kernel.processes.values()) {
      entries.set(String(process.pid), processFolder(process));
    }
    return entries;
  });
}

function systemFiles(kernel: ContainerKernel, isMasked: boolean): Map<string, Inode> {
  const startedMs = kernel.now().getTime();
  const upSeconds = () => ((kernel.now().getTime() - startedMs) / 1000 + 4711).toFixed(2);
  const entries = new Map<string, Inode>([
    ['self', linkInode('self')],
    ['mounts', linkInode('self/mounts')],
    ['version', generatedFile(() => 'Linux version 6.12.0 (simulated) #1 SMP\n')],
    ['uptime', generatedFile(() => `${upSeconds()} ${upSeconds()}\n`)],
    ['loadavg', generatedFile(() => `0.00 0.01 0.05 1/${kernel.processes.size} 1\n`)],
    ['filesystems', generatedFile(() => 'nodev\tproc\nnodev\ttmpfs\nnodev\toverlay\n\text4\n')],
    ['meminfo', generatedFile(() => 'MemTotal:        8152340 kB\nMemFree:         5211816 kB\n')],
    ['cpuinfo', generatedFile(() => 'processor\t: 0\nmodel name\t: simulated\n\n')],
    ['sys', sysctlFolder(kernel)],
    ['sysrq-trigger', generatedFile(() => '', 0o200)],
  ]);
  for (const name of maskedFiles) {
    const real = generatedFile(() => 'simulated\n', 0o400);
    entries.set(name, isMasked ? deviceInode('null') : real);
  }
  return entries;
}

/** /proc/sys: `net.ipv4.ping_group_range` is net/ipv4/ping_group_range. */
function sysctlFolder(kernel: ContainerKernel): FolderInode {
  const root = new FolderInode({ mode: 0o555 });
  const put = (key: string, value: () => string) => {
    const parts = key.split('.');
    const name = parts.pop() ?? '';
    let folder = root;
    for (const part of parts) {
      const inner = folder.get(part);
      const next = inner?.kind === 'folder' ? inner : new FolderInode({ mode: 0o555 });
      folder.set(part, next);
      folder = next;
    }
    folder.set(
      name,
      generatedFile(() => `${value()}\n`, 0o644),
    );
  };
  put('kernel.hostname', () => kernel.hostname);
  put('kernel.ostype', () => 'Linux');
  put('kernel.osrelease', () => '6.12.0');
  for (const key of kernel.sysctls.keys()) put(key, () => kernel.sysctls.get(key) ?? '');
  return root;
}

function processFolder(process: Process): FolderInode {
  const { uid, gid } = process.credentials;
  const folder = new FolderInode({ mode: 0o555, uid, gid });
  const put = (name: string, generate: () => string, mode = 0o444) => {
    folder.set(name, { ...generatedFile(generate, mode), uid, gid });
  };
  put('status', () => processStatus(process));
  put('cmdline', () => process.argv.map((word) => `${word}\0`).join(''));
  put('comm', () => `${process.name.slice(0, 15)}\n`);
  put('environ', () => [...process.env].map(([k, v]) => `${k}=${v}\0`).join(''), 0o400);
  put('mounts', () =>
    [...process.kernel.files.mounts.values()].map(mountLine).join('\n').concat('\n'),
  );
  put('cgroup', () => '0::/\n');
  put(
    'stat',
    () => `${process.pid} (${process.name}) S ${process.parent?.pid ?? 0} ${process.group}\n`,
  );
  put('uid_map', () => '         0          0 4294967295\n');
  put('gid_map', () => '         0          0 4294967295\n');
  folder.set('cwd', linkInode(process.cwd, { uid, gid }));
  folder.set('root', linkInode('/', { uid, gid }));
  folder.set('exe', linkInode(process.argv[0] ?? '', { uid, gid }));
  return folder;
}
