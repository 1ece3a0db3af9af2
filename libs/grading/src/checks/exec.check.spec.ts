import type { CommandResult, ContainerCommand } from '@drillyard/cluster';
import { FakeClusterClient, FakeClusterState } from '@drillyard/cluster/testing';
import type { KubeObject } from '@drillyard/kube-objects';
import type { ExecSpec } from '@drillyard/lab-spec';
import { describe, expect, it } from 'vitest';
import { checkOf, contextOf } from '../testing/check-fixtures.js';
import { execCheck } from './exec.check.js';

const running = { running: {} };

function pod(
  name: string,
  { states = { web: running }, ...rest }: { states?: Record<string, unknown>; phase?: string } = {},
): KubeObject {
  const containerStatuses = Object.entries(states).map(([of, state]) => ({ name: of, state }));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'atlas', labels: { app: 'web' } },
    spec: { containers: Object.keys(states).map((of) => ({ name: of })) },
    status: { phase: rest.phase ?? 'Running', containerStatuses },
  };
}

/** A container whose commands all end so. */
function answering(result: Partial<CommandResult>) {
  return (): CommandResult => ({ stdout: '', stderr: '', end: { exitCode: 0 }, ...result });
}

const ask = { namespace: 'atlas', pod: 'web', command: ['id', '-u'] };

async function judge(
  spec: Partial<ExecSpec>,
  answer: (command: ContainerCommand) => CommandResult,
  pods: readonly KubeObject[] = [pod('web')],
) {
  const state = new FakeClusterState();
  const cluster = new FakeClusterClient(state);
  for (const object of pods) state.put(object);
  cluster.onExec = answer;
  const whole = { ...ask, exitCode: 0, timeoutSeconds: 5, ...spec } as ExecSpec;
  return execCheck.evaluate(checkOf('exec', whole), contextOf({ cluster }));
}

const readOnly = answering({
  stderr: "touch: cannot touch '/x': Read-only file system\n",
  end: { exitCode: 1 },
});
const uid = (text: string) => answering({ stdout: text });

describe('execCheck', () => {
  it.each<[string, Partial<ExecSpec>, (command: ContainerCommand) => CommandResult]>([
    ['it ends with 0', {}, uid('1000\n')],
    ['it ends as it should', { exitCode: 1 }, readOnly],
    ['it fails, however', { exitCode: 'nonzero' }, answering({ end: { exitCode: 126 } })],
    ['it says just that', { stdout: { equals: '1000' } }, uid('1000\n')],
    ['it says nothing', { stdout: { equals: '' } }, uid('\n')],
    ['it says that among others', { stdout: { contains: ['Uid', '1000'] } }, uid('Uid:\t1000')],
    ['it does not say that', { stdout: { lacks: 'root' } }, uid('uid=1000(app)')],
    ['it says what matches', { stdout: { matches: '^[1-9]\\d*$' } }, uid('x\n1000\n')],
    ['it complains rightly', { exitCode: 'nonzero', stderr: { contains: 'Read-only' } }, readOnly],
    [
      'an expression holds',
      { where: ['int(stdout.trim()) >= 1000', 'exitCode == 0 && stderr == ""'] },
      uid('1000\n'),
    ],
  ])('passes where %s', async (_, spec, answer) => {
    expect(await judge(spec, answer)).toEqual({ status: 'passed' });
  });

  it.each<
    [string, Partial<ExecSpec>, (command: ContainerCommand) => CommandResult, RegExp, RegExp]
  >([
    ['it fails', {}, readOnly, /exit code 0/, /exit code 1, stderr: touch: .*Read-only/],
    ['it succeeds', { exitCode: 'nonzero' }, uid('x'), /other than 0/, /exit code 0, stdout: x/],
    ['it fails otherwise', { exitCode: 2 }, readOnly, /exit code 2/, /exit code 1/],
    ['it says more', { stdout: { equals: '1000' } }, uid('10001'), /"1000" on stdout/, /10001/],
    ['it says nothing', { stdout: { contains: 'a' } }, uid(''), /text "a"/, /nothing on stdout/],
    ['it says that', { stdout: { lacks: 'root' } }, uid('0(root)'), /not the text/, /0\(root\)/],
    ['nothing matches', { stdout: { matches: '^[1-9]' } }, uid('0'), /matches/, /0/],
    [
      'it fails for another reason',
      { exitCode: 'nonzero', stderr: { contains: 'Permission denied' } },
      ...([readOnly, /Permission denied.*on stderr/, /Read-only/] as const),
    ],
    ['an expression does not hold', { where: 'int(stdout) >= 1000' }, uid('0'), /int\(/, /: 0$/],
    ['an expression cannot be asked', { where: 'int(stdout) > 0' }, uid('me'), /int\(/, /int|me/],
    // A program that is not there is no proof that something was refused.
    [
      'the program is not there',
      { exitCode: 'nonzero' },
      answering({ end: { refused: 'exec: "idd": executable file not found in $PATH' } }),
      ...([/can be run/, /not found/] as const),
    ],
    ['it hangs', {}, answering({ end: { exceeded: 'time' } }), /within 5 s/, /still running/],
    ['it never stops', {}, answering({ end: { exceeded: 'output' } }), /short/, /more than/],
  ])('fails where %s, and shows the command and its end', async (_, spec, answer, ...shown) => {
    const [expected, actual] = shown;
    expect(await judge(spec, answer)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('`id -u` in the container web'),
      expected: expect.stringMatching(expected),
      actual: expect.stringMatching(actual),
      evidence: [
        {
          object: 'Pod atlas/web',
          fieldPath: 'spec.containers{web}',
          message: expect.stringMatching(/^id -u → /),
        },
      ],
    });
  });

  it.each<[string, KubeObject[], RegExp]>([
    ['there is none', [], /none found/],
    [
      'its image cannot be had',
      [pod('web', { states: { web: waiting('ImagePullBackOff') } })],
      /ImagePullBackOff: no image/,
    ],
    [
      'it is not there yet',
      [pod('web', { states: { web: undefined }, phase: 'Pending' })],
      /the pod is Pending/,
    ],
    [
      'it has ended',
      [pod('web', { states: { web: { terminated: { reason: 'Completed' } } } })],
      /Completed/,
    ],
    [
      'nobody says which container',
      [pod('web', { states: { web: running, log: running } })],
      /web, log/,
    ],
  ])('fails where %s, and says so', async (_, pods, actual) => {
    expect(await judge({}, uid('1000'), pods)).toMatchObject({
      status: 'failed',
      expected: expect.any(String),
      actual: expect.stringMatching(actual),
      evidence: [expect.anything()],
    });
  });

  it('asks the container that is named', async () => {
    const pods = [pod('web', { states: { web: running, log: running } })];
    const asked: unknown[] = [];
    const answer = (command: ContainerCommand) => {
      asked.push(command.container);
      return uid('1')(command);
    };
    expect(await judge({ container: 'log' }, answer, pods)).toEqual({ status: 'passed' });
    expect(asked).toEqual(['log']);
    expect(await judge({ container: 'none' }, answer, pods)).toMatchObject({
      reason: expect.stringContaining('no container none'),
    });
  });

  it('asks every pod that is to stay, and is satisfied by all of them only', async () => {
    const over = pod('done', { phase: 'Succeeded' });
    const going = {
      ...pod('going'),
      metadata: { ...pod('going').metadata, deletionTimestamp: 'x' },
    };
    const pods = [pod('one'), pod('two'), over, going];
    const bySelector = { pod: undefined, selector: { app: 'web' }, stdout: { equals: '1000' } };
    const rootIn = (name: string) => (command: ContainerCommand) =>
      uid(command.pod === name ? '0' : '1000')(command);
    expect(await judge(bySelector, rootIn('going'), pods)).toEqual({ status: 'passed' });
    expect(await judge(bySelector, rootIn('two'), pods)).toMatchObject({
      evidence: [{ object: 'Pod atlas/two' }],
    });
    expect(await judge(bySelector, rootIn('none'), [over, going])).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/There is no Pod labelled app=web/),
    });
  });

  it('shows no control characters, and the end of what is long', async () => {
    const outcome = await judge(
      { stdout: { equals: 'x' } },
      uid(`${'a'.repeat(1000)}\u001b[2Jend`),
    );
    expect(outcome).toMatchObject({ actual: expect.stringMatching(/^…a+\[2Jend$/) });
  });

  it('is asked again when pods change, and now and then', () => {
    const spec = { ...ask, exitCode: 0, timeoutSeconds: 5 };
    expect(execCheck.dependencies(spec)).toEqual({
      objects: [{ apiVersion: 'v1', kind: 'Pod', namespace: 'atlas' }],
      polled: true,
    });
  });

  it('finds mistakes in expressions before a learner does', () => {
    const spec = { ...ask, exitCode: 0, timeoutSeconds: 5 };
    const mistakes = { stdout: { matches: '(' }, where: ['exitCode == 0', 'code == 0'] };
    expect(execCheck.lint?.({ ...spec, ...mistakes })).toMatchObject([
      { path: ['stdout', 'matches'], next: expect.stringContaining('RE2') },
      { path: ['where', 1], next: 'use `exitCode` or `stdout` or `stderr`' },
    ]);
  });
});

function waiting(reason: string) {
  return { waiting: { reason, message: 'no image' } };
}
