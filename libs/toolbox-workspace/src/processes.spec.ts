import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CommandLineEngine } from '@drillyard/cluster-kind';
import { ScriptedCommandRunner } from '@drillyard/cluster-kind/testing';
import { describe, expect, it } from 'vitest';
import { ContainerProcesses, newMark } from './processes.js';
import { here } from './testing/here.js';

/** Starts a program with the mark, in a session of its own, and waits until it is set up. */
async function start(script: string, env: Readonly<Record<string, string>>) {
  const child = spawn('bash', ['-c', `${script}`], {
    ...{ env: { PATH: '/usr/bin:/bin', ...env }, detached: true },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('ContainerProcesses', () => {
  const processes = new ContainerProcesses(here(), 'one', '1000', true);

  it.each([
    ['one that ends when it is hung up', 'echo up; sleep 1000', 'gently', 'SIGHUP'],
    ['one that does not mind', 'trap "" HUP; echo up; sleep 1000; sleep 1000', 'gently', 'SIGKILL'],
    ['one that is not asked', 'echo up; sleep 1000; sleep 1000', 'at once', 'SIGKILL'],
    ['one that has stopped', 'echo up; kill -STOP $$; sleep 1000', 'at once', 'SIGKILL'],
  ] as const)('ends %s', async (_, script, how, signal) => {
    const mark = newMark();
    const child = await start(script, mark.env);
    const ended = once(child, 'exit');
    await processes.endMarked(mark, how);
    expect(await ended).toEqual([null, signal]);
  });

  it('ends what took the mark off in the same session, and nothing else', async () => {
    const mark = newMark();
    const other = await start('echo up; exec sleep 1000', newMark().env);
    const child = await start('env -i sleep 1000 & echo $!; sleep 1000', mark.env);
    // Its output ends when the last process that has it does.
    const closed = once(child, 'close');
    await processes.endMarked(mark, 'at once');
    await closed;
    expect(other.exitCode ?? other.signalCode).toBeNull();
    other.kill('SIGKILL');
    await once(other, 'exit');
  });

  it.each([
    'Error response from daemon: container 0badcafe is not running',
    'Error response from daemon: No such container: one',
  ])('has ended what was in a container of which the engine says: %s', async (stderr) => {
    const runner = new ScriptedCommandRunner().on(/^docker exec/, { stderr, exitCode: 1 });
    const engine = new CommandLineEngine('docker', runner);
    await new ContainerProcesses(engine, 'one', '1000', true).endAll();
    expect(runner.lines).toHaveLength(1);
  });

  it('makes room in a container that is full, for as long as it takes', async () => {
    const full = 'OCI runtime exec failed: clone: resource temporarily unavailable';
    const runner = new ScriptedCommandRunner()
      .on(/^docker exec/, { stderr: full, exitCode: 126 }, {})
      .on(/^docker update/, {});
    const engine = new CommandLineEngine('docker', runner);
    await new ContainerProcesses(engine, 'one', '1000', true).endAll();
    expect(runner.lines.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'docker exec --user',
      'docker update --pids-limit=576',
      'docker exec --user',
      'docker update --pids-limit=512',
    ]);
  });

  it('has nothing to do where nothing runs', async () => {
    await processes.endMarked(newMark());
  });
});
