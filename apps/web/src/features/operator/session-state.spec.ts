import { describe, expect, it } from 'vitest';
import type { OperatedSession } from '../../api-client/views';
import { sessionState } from './session-state';

const session: OperatedSession = {
  ...{ id: 'x', learner: 'learner', lab: 'pod-reader', state: 'provisioning', terminals: 0 },
  createdAt: '2026-01-01T00:00:00Z',
};

describe('the state of a session, for operators', () => {
  it.each<[Partial<OperatedSession>, string]>([
    [{ ahead: 0, step: 'All places are taken: you are next' }, 'next in the queue'],
    [{ ahead: 3 }, 'waits, 3 before it'],
    [{ step: 'Starting control-plane' }, 'provisioning: Starting control-plane'],
    [{}, 'provisioning'],
    [{ state: 'ready', provider: 'kind', step: 'old' }, 'ready on kind'],
    [{ state: 'ending' }, 'ending'],
  ])('%j is "%s"', (parts, text) => {
    expect(sessionState({ ...session, ...parts })).toBe(text);
  });
});
