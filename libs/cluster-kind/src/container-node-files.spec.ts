import { settle, VirtualClock } from '@drillyard/cluster/testing';
import { describe, expect, it } from 'vitest';
import { CommandLineEngine } from './command-line-engine.js';
import { ContainerNodeFiles } from './container-node-files.js';
import { ExecaCommandRunner } from './execa-command-runner.js';
import { ScriptedCommandRunner } from './testing/scripted-command-runner.js';

function filesOf(runner: ScriptedCommandRunner, clock = new VirtualClock()) {
  return new ContainerNodeFiles(new CommandLineEngine('docker', runner), 'node', clock);
}

/** Runs on this host what is meant for a node. */
function onThisHost(): ScriptedCommandRunner {
  const real = new ExecaCommandRunner({ PATH: process.env['PATH'] ?? '' });
  return new ScriptedCommandRunner().on(/^docker exec node/, async (argv, options) => {
    const [, , , program = '', ...args] = argv;
    const { stdoutBytes } = await real.run([program, ...args], options);
    return { stdout: stdoutBytes };
  });
}

describe('ContainerNodeFiles', () => {
  it('reads mode, owner, size and content, whatever bytes they are', async () => {
    const stdout = Buffer.concat([Buffer.from('600 root 5\n'), Buffer.from([0, 255, 10])]);
    const runner = new ScriptedCommandRunner().on(/^docker exec node sh -c/, { stdout });
    expect(await filesOf(runner).read('/etc/x', 3)).toEqual({
      ...{ content: Buffer.from([0, 255, 10]), truncated: true, mode: 0o600 },
      ...{ owner: 'root', sizeBytes: 5 },
    });
  });

  it('finds a file, and no file where none is', async () => {
    const files = filesOf(onThisHost());
    const file = await files.read(import.meta.filename, 20);
    expect(file?.content.toString()).toBe('import { settle, Vir');
    expect(file).toMatchObject({ truncated: true });
    expect(await files.read('/no/such; echo file')).toBeUndefined();
    expect(await files.read('/')).toBeUndefined();
  });

  it('tells a node that does not answer from a file that is not there', async () => {
    const stderr = 'Error response from daemon: container 0123 is not running';
    const runner = new ScriptedCommandRunner().on(/^docker exec/, { stderr, exitCode: 1 });
    await expect(filesOf(runner).read('/etc/x')).rejects.toMatchObject({ code: 'COMMAND_FAILED' });
  });

  it('calls back when a file changes, comes or goes, and stops when told to', async () => {
    const clock = new VirtualClock();
    const answers = ['1 2 3', '1 2 3', '1 2 4', 'absent', 'absent'].map((stdout) => ({ stdout }));
    const runner = new ScriptedCommandRunner(clock).on(/^docker exec/, ...answers);
    let changes = 0;
    const stop = filesOf(runner, clock).watch('/etc/x', () => changes++);
    await settle();
    await clock.advance(2_000);
    expect(changes).toBe(0);
    await clock.advance(4_000);
    expect(changes).toBe(2);
    stop();
    const looks = runner.lines.length;
    await clock.advance(60_000);
    expect([changes, runner.lines.length]).toEqual([2, looks]);
  });
});
