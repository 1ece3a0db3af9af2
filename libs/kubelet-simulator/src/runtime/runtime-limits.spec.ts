import { describe, expect, it } from 'vitest';
import type { RunningContainer } from './container-runtime.js';
import { runtimeLimits } from './runtime-limits.js';
import { runIn, startTestContainer } from './testing/start-test-container.js';

/** What hostile commands end with: none of them for ever, none beyond its container. */
const hostile: readonly (readonly [script: string, expected: object])[] = [
  [':(){ :|:& };: ; echo over', { stdout: 'over\n' }],
  ['cat /dev/zero | sort', { exit: 137 }],
  ['x=$(cat /dev/zero)', { exit: 137 }],
  ['yes | head -n 2', { stdout: 'y\ny\n' }],
  ['f() { f; }; f', { stderr: 'sh: too many levels of nesting\n' }],
  ['x=aaaaaaaa; while :; do x=$x$x; done', { stderr: 'sh: out of memory\n' }],
  [
    'dd if=/dev/zero of=/tmp/big bs=1M count=100 2>&1 | head -n 1',
    { stdout: /No space left on device/ },
  ],
  ['i=0; while touch /tmp/$i 2>/dev/null; do i=$((i+1)); done; echo full', { stdout: 'full\n' }],
  [
    'echo "$(printf aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab)" | grep -E "^(a+)+$"; echo $?',
    { stdout: '1\n' },
  ],
  ['printf "%999999999d" 1 | wc -c', { stdout: '4096\n' }],
  [
    'ln -s /tmp/loop /tmp/loop; cat /tmp/loop',
    { stderr: "cat: can't open '/tmp/loop': Symbolic link loop\n" },
  ],
];

describe('limits of a container', () => {
  it.each(hostile)('%s', async (script, expected) => {
    const container = startTestContainer();
    const done = await runIn(container, ['sh', '-c', script]);
    for (const [field, value] of Object.entries(expected)) {
      const given = done[field as keyof typeof done];
      if (value instanceof RegExp) expect(given).toMatch(value);
      else expect(given).toBe(value);
    }
    container.kill('SIGKILL');
    expect(await container.exit).toMatchObject({ exitCode: 137 });
  });

  it('lets another container go on while one loops, and ends it when it is killed', async () => {
    const loops = ['yes', 'while :; do :; done', 'while :; do (:); done'].map((script) =>
      startTestContainer({ command: ['sh', '-c', script] }),
    );
    const quiet = startTestContainer();
    for (let n = 0; n < 5; n++) {
      expect(await runIn(quiet, ['sh', '-c', 'echo fine'])).toMatchObject({ stdout: 'fine\n' });
    }
    for (const container of [...loops, quiet]) container.kill('SIGKILL');
    for (const { exit } of loops) expect(await exit).toMatchObject({ exitCode: 137, signal: 9 });
  });

  it('makes who prints wait for who reads', async () => {
    let printed = 0;
    const container: RunningContainer = startTestContainer({
      command: ['yes'],
      onOutput: (_, bytes) => {
        printed += bytes.length;
        return new Promise(() => undefined);
      },
    });
    for (let n = 0; n < 3; n++) await runIn(container, ['true']);
    expect(printed).toBeLessThanOrEqual(4096);
    container.kill('SIGKILL');
    await container.exit;
  });

  it('refuses more sessions than it may have', async () => {
    const container = startTestContainer();
    const request = { command: ['sleep', '1000'], stdin: false, tty: false };
    const sessions = Array.from({ length: runtimeLimits.sessionsMax }, () =>
      container.exec(request),
    );
    expect(await container.exec(request).exit).toMatchObject({
      error: expect.stringContaining('too many sessions'),
    });
    container.kill('SIGKILL');
    for (const { exit } of sessions) expect(await exit).toEqual({ exitCode: 137 });
  });
});
