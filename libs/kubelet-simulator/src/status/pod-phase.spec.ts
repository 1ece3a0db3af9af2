import { describe, expect, it } from 'vitest';
import type { Pod, PodSpec } from '../api/pod.js';
import type { ContainerState, ContainerStatus } from '../api/pod-status.js';
import { podPhase } from './pod-phase.js';

const running = { running: { startedAt: null } };
const ended = (exitCode: number) => ({ terminated: { exitCode } });
const waiting = { waiting: { reason: 'x' } };

function phase(
  restartPolicy: string,
  states: readonly ContainerState[],
  { lastState = {}, isTerminal = false }: { lastState?: ContainerState; isTerminal?: boolean } = {},
): string {
  const containers = states.map((_, index) => ({ name: `c${index}`, image: 'a' }));
  const spec: PodSpec = { restartPolicy, containers };
  const pod: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: {}, spec };
  const common = { image: 'a', imageID: '', ready: false, restartCount: 0, lastState };
  const statuses = states.map((state, index): ContainerStatus => {
    return { name: `c${index}`, state, ...common };
  });
  return podPhase({ pod, statuses, isTerminal, hasInitialized: true });
}

describe('podPhase', () => {
  it.each<[string, string, ContainerState[], string]>([
    ['one runs', 'Always', [running], 'Running'],
    ['one runs, one has ended', 'Never', [running, ended(1)], 'Running'],
    ['one has yet to start', 'Always', [running, waiting], 'Pending'],
    ['all succeeded', 'Never', [ended(0), ended(0)], 'Succeeded'],
    ['one failed', 'Never', [ended(0), ended(1)], 'Failed'],
    ['one comes back', 'OnFailure', [ended(0), ended(1)], 'Running'],
    ['all come back', 'Always', [ended(0)], 'Running'],
    ['nothing is known', 'Always', [{}], 'Pending'],
  ])('where %s (%s)', (_name, restartPolicy, states, expected) => {
    expect(phase(restartPolicy, states)).toBe(expected);
  });

  it('goes by how a container ended that waits for its next start', () => {
    expect(phase('Always', [waiting], { lastState: ended(1) })).toBe('Running');
  });

  it('is final where nothing is started again', () => {
    expect(phase('Always', [ended(1)], { isTerminal: true })).toBe('Failed');
    expect(phase('Always', [ended(0)], { isTerminal: true })).toBe('Succeeded');
  });
});
