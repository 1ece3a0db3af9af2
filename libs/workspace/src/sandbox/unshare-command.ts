import type { Confinement, HostUser, SandboxTools } from './confinement.js';
import { becomeUser, dropAllRights, holderCommand } from './holder.js';
import type { Mount, SandboxLayout } from './sandbox-layout.js';
import { shellQuote } from './shell-quote.js';

/**
 * The same sandbox by util-linux alone: `unshare` makes the namespaces, a script of mount commands
 * builds the new root on the empty folder `rootFolder`, and pivot_root leaves the host behind.
 */
export function unshareCommand(
  tools: SandboxTools,
  confinement: Confinement,
  user: HostUser,
  layout: SandboxLayout,
  rootFolder: string,
): string[] {
  return [
    tools.unshare,
    ...(confinement.userNamespace ? ['--user', '--map-root-user'] : []),
    ...['--mount', '--pid', '--net', '--ipc', '--uts', '--fork', '--kill-child'],
    ...[tools.sh, '-c', buildScript(layout, rootFolder), 'sandbox'],
    ...holderCommand(tools, [
      ...(confinement.userNamespace ? [] : becomeUser(user)),
      ...dropAllRights,
    ]),
  ];
}

function buildScript(layout: SandboxLayout, rootFolder: string): string {
  return [
    functions,
    announceProcessId,
    `root=${shellQuote(rootFolder)}`,
    'mount -t tmpfs -o size=1m,mode=755,nosuid,nodev sandbox "$root"',
    ...layout.mounts.map(mountLine),
    devices(layout.sharedMemoryBytesMax),
    'mkdir "$root/proc"',
    'mount -t proc -o nosuid,nodev,noexec proc "$root/proc"',
    `name=${shellQuote(layout.hostname)}`,
    setHostname,
    loopbackUp,
    leaveHost,
    'exec "$@" 3>&-',
  ].join('\n');
}

function mountLine(mount: Mount): string {
  const target = `"$root"${shellQuote(mount.target)}`;
  switch (mount.type) {
    case 'folder':
      return `mkdir -p ${target}`;
    case 'symlink':
      return `ln -s ${shellQuote(mount.to)} ${target}`;
    case 'bind': {
      const make = mount.isFolder ? `mkdir -p ${target}` : `touch ${target}`;
      const mode = mount.writable ? 'rw' : 'ro';
      return `${make} && bind ${mode} ${shellQuote(mount.source)} ${target}`;
    }
    case 'tmpfs':
      return tmpfsLine(target, mount.bytesMax, mount.mode);
  }
}

/** As bounded in inodes as in bytes: an empty file costs the kernel about a kibibyte. */
function tmpfsLine(target: string, bytesMax: number, mode: string): string {
  const inodes = Math.max(1024, Math.floor(bytesMax / 4096));
  const options = `size=${bytesMax},nr_inodes=${inodes},mode=${mode},nosuid,nodev`;
  return `mkdir -p ${target} && mount -t tmpfs -o ${options} tmpfs ${target}`;
}

function devices(sharedMemoryBytesMax: number): string {
  return [
    'mkdir "$root/dev"',
    'mount -t tmpfs -o size=64k,mode=755,nosuid dev "$root/dev"',
    'mkdir "$root/dev/pts" "$root/dev/shm"',
    'for device in null zero full random urandom tty; do',
    '  touch "$root/dev/$device" && mount --bind "/dev/$device" "$root/dev/$device"',
    'done',
    'mount -t devpts -o newinstance,ptmxmode=0666,mode=620,nosuid,noexec devpts "$root/dev/pts"',
    'ln -s pts/ptmx "$root/dev/ptmx"',
    'ln -s /proc/self/fd "$root/dev/fd"',
    ...['stdin', 'stdout', 'stderr'].map(
      (name, fd) => `ln -s /proc/self/fd/${fd} "$root/dev/${name}"`,
    ),
    tmpfsLine('"$root/dev/shm"', sharedMemoryBytesMax, '1777'),
    'mount -o remount,bind,ro,nosuid "$root/dev"',
  ].join('\n');
}

/**
 * Inside a user namespace a remount must keep the flags the host has set, hence they are read
 * from each mount first.
 */
const functions = `set -eu
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
bind() {
  mount --rbind "$2" "$3"
  findmnt -Rrn -o TARGET,VFS-OPTIONS "$3" | while read -r target options; do
    mount -o "remount,bind,$1,nosuid,\${options#r?}" "$target"
  done
}`;

/** The old /proc still shows the host's process ids. */
const announceProcessId = `read -r pid _ < /proc/self/stat
printf '{"child-pid": %s}' "$pid" >&3`;

/** perl-base is essential on Debian, where \`hostname\` and \`ip\` may be missing. */
const setHostname = `hostname "$name" 2>/dev/null ||
  perl -e 'require "syscall.ph"; exit(syscall(&SYS_sethostname, $ARGV[0], length $ARGV[0]) ? 1 : 0)' "$name" 2>/dev/null || :`;

/** SIOCSIFFLAGS (0x8914) with IFF_UP and IFF_RUNNING, as \`ip link set lo up\` does it. */
const loopbackUp = `ip link set lo up 2>/dev/null ||
  perl -MSocket -e 'socket(S, AF_INET, SOCK_DGRAM, 0) or die $!; my $r = pack("a16 s x22", "lo", 0x41); ioctl(S, 0x8914, $r) or die $!'`;

/** The old root is put on the empty /run for the moment, since the new one is read-only by then. */
const leaveHost = `mount -o remount,bind,ro,nosuid,nodev "$root"
cd "$root"
pivot_root . run
umount -l /run
cd /`;
