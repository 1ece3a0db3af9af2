import { readFileSync } from 'node:fs';
import type { PodSecurityContext, SecurityContext } from '@drillyard/pod-security';
import { describe, expect, it } from 'vitest';
import { busybox, runIn, startTestContainer } from './testing/start-test-container.js';
import { VolumeStorage } from './vfs/volume-storage.js';

interface Case {
  readonly name: string;
  readonly pod: PodSecurityContext;
  readonly container: SecurityContext;
  readonly kernel: { readonly groups: readonly number[] };
}
interface Recorded {
  /** The capabilities the recording machine had to give: no container on it has more. */
  readonly ceiling: string;
  readonly answers: Readonly<Record<string, Answers>>;
}
type Answers = Readonly<Record<string, unknown>> & {
  readonly status: Readonly<Record<string, string>>;
};

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`./recordings/${name}`, import.meta.url), 'utf8'));
const { cases }: { cases: Case[] } = read('security-contexts.json');
const recorded: Recorded = read('security-contexts.recorded.json');

const image = { ...busybox, files: [{ path: '/secret', content: 'x', mode: 0o600 }] };

/** What the recording did by system calls, done by the commands a learner has. */
const commands = (group: number): Readonly<Record<string, string>> => ({
  'write /': 'touch /made',
  'write /tmp': 'touch /tmp/made',
  'write /data': 'touch /data/own',
  'owner /data': "stat -c '%u:%g %a' /data/own",
  'read secret': 'cat /secret >/dev/null',
  "append root's": 'echo -n >> /etc/passwd',
  "chmod root's": 'chmod 666 /etc/passwd',
  'chgrp own': `chgrp ${group} /data/own`,
  'chown own': 'chown 4321 /data/own',
  ping: 'ping -c 1 127.0.0.1 >/dev/null',
  'port 80':
    'nc -l -p 80 </dev/null & until nc -z 127.0.0.1 80 2>/dev/null || ! kill -0 $! 2>/dev/null; do :; done; wait',
  mknod: 'mknod /data/device c 1 3',
  mount: 'mount -t tmpfs tmpfs /mnt',
  hostname: 'hostname other',
  chroot: 'chroot / true',
});

function answerOf(stdout: string, stderr: string): string {
  if (/^ping: permission|^mount: permission|Operation not permitted/m.test(stderr)) return 'EPERM';
  if (stderr.includes('Permission denied')) return 'EACCES';
  if (stderr.includes('Read-only file system')) return 'EROFS';
  return stderr.trim() || stdout.trim() || 'ok';
}

describe('what a container may do, beside what the Linux kernel answered to the same settings', () => {
  it('has a recording of every case', () => {
    expect(cases.length).toBeGreaterThanOrEqual(30);
    expect(Object.keys(recorded.answers)).toEqual(cases.map(({ name }) => name));
  });

  it.each(cases)('$name', async ({ name, pod, container, kernel }) => {
    const sysctls = new Map(pod.sysctls?.map(({ name: key = '', value = '' }) => [key, value]));
    const { fsGroup } = pod;
    const volume = {
      kind: 'emptyDir',
      storage: new VolumeStorage(),
      ...(fsGroup !== undefined && { fsGroup }),
    } as const;
    const running = startTestContainer({
      image,
      sysctls,
      spec: { securityContext: pod, containers: [{ name: 'main', securityContext: container }] },
      mounts: [{ path: '/data', volume, readOnly: false }],
    });
    const given: Record<string, unknown> = {};
    for (const [what, command] of Object.entries(commands(kernel.groups.at(-1) ?? 0))) {
      const { stdout, stderr } = await runIn(running, ['sh', '-c', command]);
      given[what] = answerOf(stdout, stderr);
    }
    const ids = await runIn(running, ['sh', '-c', 'id -u; id -g; id -G']);
    given['id'] = ids.stdout.trim().replaceAll('\n', ' ');
    const lines = (await runIn(running, ['cat', '/proc/1/status'])).stdout.split('\n');
    given['status'] = statusOf(lines, Object.keys(recorded.answers[name]?.status ?? {}));
    running.kill('SIGKILL');
    expect(given).toEqual(recorded.answers[name]);
  });
});

function statusOf(lines: readonly string[], wanted: readonly string[]): Record<string, string> {
  const all = new Map(
    lines.map((line) => [line.split(':')[0], line.slice(line.indexOf(':') + 1).trim()]),
  );
  const bounded = (name: string, value: string) =>
    name.startsWith('Cap')
      ? (BigInt(`0x${value}`) & BigInt(`0x${recorded.ceiling}`)).toString(16).padStart(16, '0')
      : value;
  return Object.fromEntries(wanted.map((name) => [name, bounded(name, all.get(name) ?? '')]));
}
