import { describe, expect, it } from 'vitest';
import type { Confinement, HostUser, SandboxTools } from './confinement.js';
import { enterCommand, networkCommand, type SandboxPlan, startCommand } from './sandbox-command.js';
import type { SandboxLayout } from './sandbox-layout.js';
import { shellQuote } from './shell-quote.js';

const tools: SandboxTools = {
  ...{ sh: '/bin/sh', bash: '/bin/bash', bwrap: '/bin/bwrap', unshare: '/bin/unshare' },
  ...{
    nsenter: '/bin/nsenter',
    setpriv: '/bin/setpriv',
    prlimit: '/bin/prlimit',
    nice: '/bin/nice',
  },
};
const layout: SandboxLayout = {
  hostname: 'workstation',
  sharedMemoryBytesMax: 1024,
  mounts: [
    { type: 'bind', target: '/usr', source: '/usr', isFolder: true, writable: false },
    { type: 'symlink', target: '/bin', to: 'usr/bin' },
    { type: 'tmpfs', target: '/tmp', bytesMax: 2048, mode: '1777' },
    { type: 'bind', target: '/home/x', source: "/data/o'home", isFolder: true, writable: true },
  ],
};
const root: HostUser = { uid: 1_900_000_001, gid: 1_900_000_001, mustSwitch: true };
const ordinary: HostUser = { uid: 1000, gid: 1000, mustSwitch: false };
const plan = (confinement: Confinement, user: HostUser): SandboxPlan => ({
  ...{ confinement, tools, user, layout, rootFolder: '/data/root', cgroupProcsFiles: [] },
});
const bubblewrap: Confinement = { isolation: 'bubblewrap', userNamespace: true };
const unshare: Confinement = { isolation: 'unshare', userNamespace: true };
const text = (command: string[]) => command.join(' ');

describe('startCommand', () => {
  it('binds the workspace directly where the server is the learner', () => {
    const command = text(startCommand(plan(bubblewrap, ordinary)));
    expect(command).toContain("--bind /data/o'home /home/x");
    expect(command).not.toMatch(/setpriv|--propagation/);
  });

  it('stages what only root can reach before it becomes somebody else', () => {
    const command = text(startCommand(plan(bubblewrap, root)));
    expect(command).toContain(`mount --bind ${shellQuote("/data/o'home")} /mnt/0`);
    expect(command).toContain('--bind /mnt/0 /home/x');
    const switched = command.indexOf('setpriv --reuid=1900000001 --regid=1900000001');
    expect(switched).toBeGreaterThan(command.indexOf('mount --bind'));
    expect(command.indexOf('/bin/bwrap')).toBeGreaterThan(switched);
  });

  it('stages elsewhere where the data lies in its usual place', () => {
    const mounts = [{ ...layout.mounts[3], source: '/mnt/data/home' }] as SandboxLayout['mounts'];
    const staged = { ...plan(bubblewrap, root), layout: { ...layout, mounts } };
    expect(text(startCommand(staged))).toContain("mount --bind '/mnt/data/home' /media/0");
  });

  it('joins the control groups first', () => {
    const grouped = { ...plan(unshare, ordinary), cgroupProcsFiles: ["/cg/o'x/cgroup.procs"] };
    const command = startCommand(grouped);
    expect(command[5]).toContain(`echo $$ > '/cg/o'\\''x/cgroup.procs' || exit 125`);
  });

  it('cuts every right before the first program of the sandbox', () => {
    const command = text(startCommand(plan(unshare, ordinary)));
    expect(command).toMatch(/--no-new-privs .*--bounding-set=-all \/bin\/bash -c echo ready/);
    expect(command).toContain('size=2048,nr_inodes=1024,mode=1777,nosuid,nodev');
  });
});

describe('enterCommand', () => {
  it('becomes an ordinary user in a user namespace of its own', () => {
    const command = text(enterCommand(plan(bubblewrap, root), 42, ['/bin/bash', '-i']));
    expect(command).toMatch(
      /setpriv --reuid=1900000001 .*nsenter --target 42 --user .*unshare --user --map-user=1000/,
    );
    expect(command).toContain('max_user_namespaces');
    expect(command).toMatch(/prlimit .*--no-new-privs .*--bounding-set=-all \/bin\/bash -i$/);
  });

  it('drops root last where there is no user namespace', () => {
    const bare = plan({ isolation: 'unshare', userNamespace: false }, root);
    const command = text(enterCommand(bare, 42, ['/bin/bash']));
    expect(command).not.toContain('--user');
    expect(command).toMatch(/setpriv --reuid=1900000001 .*--bounding-set=-all \/bin\/bash$/);
  });
});

describe('networkCommand', () => {
  it.each([
    [root, '/bin/nsenter --target 42 --net -- node'],
    [ordinary, '/bin/nsenter --target 42 --net --user --preserve-credentials -- node'],
  ])('enters the network alone', (user, expected) => {
    expect(text(networkCommand(plan(bubblewrap, user), 42, ['node']))).toBe(expected);
  });
});

describe('shellQuote', () => {
  it.each([
    ['plain', "'plain'"],
    ["it's", "'it'\\''s'"],
    ['$(id); `id`', "'$(id); `id`'"],
  ])('makes one word of %s', (word, quoted) => {
    expect(shellQuote(word)).toBe(quoted);
  });
});
