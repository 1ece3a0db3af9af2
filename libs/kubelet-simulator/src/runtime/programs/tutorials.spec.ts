import { expect, it } from 'vitest';
import type { ContainerImage } from '../container-image.js';
import { runIn, startTestContainer } from '../testing/start-test-container.js';

const image: ContainerImage = {
  userland: 'debian',
  programs: { '/usr/bin/perl': 'perl', '/usr/bin/stress': 'stress' },
};

it.each([
  [1, '3\n'],
  [5, '3.1416\n'],
  [20, '3.1415926535897932385\n'],
])('perl prints %i digits of pi', async (digits, text) => {
  const container = startTestContainer({ image });
  const command = ['perl', '-Mbignum=bpi', '-wle', `print bpi(${digits})`];
  expect(await runIn(container, command)).toMatchObject({ stdout: text, exit: 0 });
  expect(await runIn(container, ['perl', '-e', 'fork'])).toMatchObject({ exit: 2 });
  container.kill('SIGKILL');
});

it.each([
  ['100M', 'ended', { exitCode: 137, reason: 'OOMKilled' }],
  ['40M', 'goes on', undefined],
])('stress that takes %s where there are 50 MiB %s', async (bytes, _what, end) => {
  const container = startTestContainer({
    image,
    memoryBytes: 50 * 1024 * 1024,
    command: ['stress', '--vm', '1', '--vm-bytes', bytes, '--vm-hang', '1'],
  });
  if (end === undefined) container.kill('SIGTERM');
  expect(await container.exit).toMatchObject(end ?? { exitCode: 0 });
});
