import { VirtualClock } from '@drillyard/cluster/testing';
import { describe, expect, it } from 'vitest';
import type { RunningContainer } from './container-runtime.js';
import { busybox, startTestContainer } from './testing/start-test-container.js';

/** Somebody at a terminal: types, and waits for what is shown. */
function sitAt(container: RunningContainer) {
  const streams = container.exec({ command: ['sh'], stdin: true, tty: true });
  let shown = '';
  const waiting = new Set<() => void>();
  const reading = (async () => {
    for await (const bytes of streams.stdout) {
      shown += Buffer.from(bytes).toString('utf8');
      for (const wake of waiting) wake();
    }
  })();
  const sees = async (text: string) => {
    while (!shown.includes(text)) await new Promise<void>((resolve) => waiting.add(resolve));
    const seen = shown.slice(0, shown.indexOf(text) + text.length);
    shown = shown.slice(seen.length);
    return seen;
  };
  const types = (text: string) => streams.write(Buffer.from(text));
  return { streams, sees, types, reading };
}

describe('a shell at a terminal', () => {
  it('prompts, echoes, edits and remembers', async () => {
    const { streams, sees, types } = sitAt(startTestContainer());
    await sees('/ # ');
    await types('echo hx\u007fi\r');
    expect(await sees('/ # ')).toContain('\r\nhi\r\n');
    await types('\u001b[A\r');
    expect(await sees('\nhi\r\n/ # ')).toContain('echo hi\u001b[K\r');
    await types('cd /tmp\rid -u\r');
    expect(await sees('0\r\n/tmp # ')).toContain('id -u');
    await types('exit 3\r');
    expect(await streams.exit).toEqual({ exitCode: 3 });
  });

  it('interrupts what runs, be it a program or the shell itself, and ends at Ctrl-D', async () => {
    const spec = { securityContext: { runAsUser: 1000 } };
    const { streams, sees, types } = sitAt(startTestContainer({ spec }));
    await sees('/ $ ');
    for (const endless of ['sleep 1000', 'while :; do :; done', 'cat']) {
      await types(`${endless}\r`);
      await sees('\r\n');
      await types('\u0003');
      await sees('/ $ ');
    }
    await types('cat\rabc\r');
    await sees('abc\r\nabc\r\n');
    await types('\u0004');
    await sees('/ $ ');
    await types('if true\r');
    await sees('> ');
    await types('then echo whole; fi\r');
    await sees('whole\r\n/ $ ');
    await types('\u0004');
    expect(await streams.exit).toEqual({ exitCode: 0 });
  });

  it('hangs up with its client', async () => {
    const container = startTestContainer();
    const { streams, sees, types } = sitAt(container);
    await sees('/ # ');
    await types('sleep 1000\r');
    await sees('\r\n');
    streams.close();
    expect(await streams.exit).toHaveProperty('exitCode');
  });
});

describe('the first process', () => {
  it('prints by the clock of the cluster', async () => {
    const clock = new VirtualClock('2026-01-01T00:00:00Z');
    let output = '';
    const container = startTestContainer({
      clock,
      command: ['sh', '-c', 'while true; do date +%T; sleep 5; done'],
      onOutput: (_, bytes) => {
        output += Buffer.from(bytes).toString();
      },
    });
    while (clock.pending === 0) await clock.advance(0);
    for (let n = 0; n < 3; n++) await clock.advance(5000);
    expect(output).toBe('00:00:00\n00:00:05\n00:00:10\n00:00:15\n');
    container.kill('SIGTERM');
    container.kill('SIGKILL');
    expect(await container.exit).toEqual({ exitCode: 137, signal: 9, reason: 'Error' });
  });

  it('is nginx, and says why it cannot be', async () => {
    const image = {
      ...busybox,
      userland: 'debian',
      programs: { '/usr/sbin/nginx': 'nginx' },
      users: [{ name: 'nginx', uid: 101, gid: 101 }],
      files: [{ path: '/var/cache/nginx' }],
    } as const;
    const start = (spec: object) => {
      let output = '';
      const onOutput = (_: string, bytes: Uint8Array) => {
        output += Buffer.from(bytes).toString();
      };
      const container = startTestContainer({ image, command: ['nginx'], onOutput, spec });
      return { container, said: async () => ({ end: await container.exit, output }) };
    };
    const readOnly = start({
      containers: [{ name: 'main', securityContext: { readOnlyRootFilesystem: true } }],
    });
    expect(await readOnly.said()).toMatchObject({
      end: { exitCode: 1 },
      output: expect.stringContaining(
        'mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)',
      ),
    });
    const bare = start({
      containers: [{ name: 'main', securityContext: { capabilities: { drop: ['ALL'] } } }],
    });
    expect((await bare.said()).output).toContain(
      'chown("/var/cache/nginx/client_temp", 101) failed (1: Operation not permitted)',
    );
    const fine = start({}).container;
    while (!fine.listensOn(80)) await new Promise((resolve) => setImmediate(resolve));
    const connection = fine.connect(80);
    await connection?.write(Buffer.from('GET / HTTP/1.1\r\nHost: web\r\n\r\n'));
    let page = '';
    for await (const bytes of connection?.output ?? []) page += Buffer.from(bytes).toString();
    expect(page).toMatch(/^HTTP\/1.1 200 OK[\s\S]*Welcome to nginx!/);
    fine.kill('SIGTERM');
    expect(await fine.exit).toEqual({ exitCode: 0, reason: 'Completed' });
  });
});
