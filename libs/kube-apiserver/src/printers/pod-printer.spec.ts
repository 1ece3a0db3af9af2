import { expect, test } from 'vitest';
import { podPrinter } from './pod-printer.js';

const now = new Date('2026-01-01T00:10:00Z');
const running = { state: { running: {} }, ready: true, restartCount: 0 };
const waiting = (reason: string) => ({ state: { waiting: { reason } }, restartCount: 0 });
const exited = (exitCode: number, reason?: string) => ({
  state: { terminated: { exitCode, ...(reason ? { reason } : {}) } },
  restartCount: 0,
});

function cells(status: object, spec: object = {}, metadata: object = {}) {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', creationTimestamp: '2026-01-01T00:00:00Z', ...metadata },
    spec: { containers: [{ name: 'a' }, { name: 'b' }], ...spec },
    status,
  };
  return podPrinter.cells(pod, now).slice(1, 4);
}

test.each([
  ['pending', cells({ phase: 'Pending' }), ['0/2', 'Pending', '0']],
  [
    'running',
    cells({ phase: 'Running', containerStatuses: [running, running] }),
    ['2/2', 'Running', '0'],
  ],
  [
    'waiting',
    cells({ phase: 'Pending', containerStatuses: [waiting('ImagePullBackOff'), running] }),
    ['1/2', 'ImagePullBackOff', '0'],
  ],
  [
    'failed',
    cells({ phase: 'Failed', containerStatuses: [exited(3), exited(0, 'Completed')] }),
    ['0/2', 'ExitCode:3', '0'],
  ],
  [
    'one completed, one running',
    cells({ phase: 'Running', containerStatuses: [exited(0, 'Completed'), running] }),
    ['1/2', 'NotReady', '0'],
  ],
  [
    'restarted',
    cells({
      phase: 'Running',
      containerStatuses: [
        {
          ...running,
          restartCount: 2,
          lastState: { terminated: { finishedAt: '2026-01-01T00:09:00Z' } },
        },
      ],
    }),
    ['1/2', 'Running', '2 (60s ago)'],
  ],
  [
    'initializing',
    cells(
      { phase: 'Pending', initContainerStatuses: [exited(0), waiting('PodInitializing')] },
      { initContainers: [{ name: 'i' }, { name: 'j' }] },
    ),
    ['0/2', 'Init:1/2', '0'],
  ],
  [
    'a failed init container',
    cells(
      { phase: 'Pending', initContainerStatuses: [exited(1, 'Error')] },
      { initContainers: [{ name: 'i' }] },
    ),
    ['0/2', 'Init:Error', '0'],
  ],
  [
    'terminating',
    cells({ phase: 'Running' }, {}, { deletionTimestamp: '2026-01-01T00:09:00Z' }),
    ['0/2', 'Terminating', '0'],
  ],
])('%s', (_state, actual, expected) => {
  expect(actual).toEqual(expected);
});
