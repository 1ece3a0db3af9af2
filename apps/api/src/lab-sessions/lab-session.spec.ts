import { describe, expect, it } from 'vitest';
import {
  becomeReady,
  beginProvisioning,
  beginStep,
  completeEnding,
  endLabSession,
  environmentIdOf,
  extendLabSession,
  extensionsLeft,
  failLabSession,
  isExpired,
  isLive,
  type LabSession,
  type LabSessionState,
  requestLabSession,
  requireReady,
  resetLabSession,
} from './lab-session.js';

const now = new Date('2030-01-01T00:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const cluster = { provider: 'embedded', version: 'v1.36.0' };
const policy = { lifetimeMs: 1000, extensionMs: 500, extensionsMax: 2, perLearnerMax: 5 };
const failure = { code: 'CLUSTER_LOST', message: 'gone' };

const requested = requestLabSession({ id: 'a', learnerId: 'l', lab: 'pod-reader' }, now);
const provisioning = beginProvisioning(requested);
const ready = becomeReady(provisioning, cluster, now, policy);
const failed = failLabSession(provisioning, failure);
const ending = endLabSession(ready);
const ended = completeEnding(ending, now);
const all: Record<LabSessionState, LabSession> = {
  requested,
  provisioning,
  ready,
  ending,
  ended,
  failed,
};

/** Every transition from every state: the state it leads to, or the code of the refusal. */
const table: Record<string, [(s: LabSession) => LabSession, Record<LabSessionState, string>]> = {
  beginProvisioning: [
    beginProvisioning,
    {
      requested: 'provisioning',
      provisioning: 'provisioning',
      ready: 'INVARIANT_VIOLATED',
      ending: 'INVARIANT_VIOLATED',
      ended: 'INVARIANT_VIOLATED',
      failed: 'INVARIANT_VIOLATED',
    },
  ],
  beginStep: [
    (s) => beginStep(s, 'a step'),
    {
      requested: 'INVARIANT_VIOLATED',
      provisioning: 'provisioning',
      ready: 'INVARIANT_VIOLATED',
      ending: 'INVARIANT_VIOLATED',
      ended: 'INVARIANT_VIOLATED',
      failed: 'INVARIANT_VIOLATED',
    },
  ],
  becomeReady: [
    (s) => becomeReady(s, cluster, now, policy),
    {
      requested: 'INVARIANT_VIOLATED',
      provisioning: 'ready',
      ready: 'INVARIANT_VIOLATED',
      ending: 'INVARIANT_VIOLATED',
      ended: 'INVARIANT_VIOLATED',
      failed: 'INVARIANT_VIOLATED',
    },
  ],
  fail: [
    (s) => failLabSession(s, failure),
    {
      requested: 'INVARIANT_VIOLATED',
      provisioning: 'failed',
      ready: 'failed',
      ending: 'INVARIANT_VIOLATED',
      ended: 'INVARIANT_VIOLATED',
      failed: 'INVARIANT_VIOLATED',
    },
  ],
  extend: [
    (s) => extendLabSession(s, policy),
    {
      requested: 'LAB_SESSION_STATE',
      provisioning: 'LAB_SESSION_STATE',
      ready: 'ready',
      ending: 'LAB_SESSION_STATE',
      ended: 'LAB_SESSION_STATE',
      failed: 'LAB_SESSION_STATE',
    },
  ],
  reset: [
    resetLabSession,
    {
      requested: 'LAB_SESSION_STATE',
      provisioning: 'LAB_SESSION_STATE',
      ready: 'requested',
      ending: 'LAB_SESSION_STATE',
      ended: 'LAB_SESSION_STATE',
      failed: 'requested',
    },
  ],
  end: [
    endLabSession,
    {
      requested: 'ending',
      provisioning: 'ending',
      ready: 'ending',
      ending: 'ending',
      ended: 'ended',
      failed: 'ending',
    },
  ],
  completeEnding: [
    (s) => completeEnding(s, now),
    {
      requested: 'INVARIANT_VIOLATED',
      provisioning: 'INVARIANT_VIOLATED',
      ready: 'INVARIANT_VIOLATED',
      ending: 'ended',
      ended: 'INVARIANT_VIOLATED',
      failed: 'INVARIANT_VIOLATED',
    },
  ],
};

function resultOf(transition: (s: LabSession) => LabSession, session: LabSession): string {
  try {
    return transition(session).state;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('the state machine', () => {
  for (const [name, [transition, expected]] of Object.entries(table)) {
    for (const [state, result] of Object.entries(expected)) {
      it(`${name} of ${state}: ${result}`, () => {
        expect(resultOf(transition, all[state as LabSessionState])).toBe(result);
      });
    }
  }

  it('is live from the request until it ends or fails', () => {
    const live = Object.values(all).filter(isLive);
    expect(live.map(({ state }) => state)).toEqual(['requested', 'provisioning', 'ready']);
  });
});

describe('provisioning', () => {
  it('gives every attempt an environment of its own', () => {
    const again = beginProvisioning(provisioning);
    expect(environmentIdOf(provisioning)).toBe('ls-a-1');
    expect(environmentIdOf(again)).toBe('ls-a-2');
  });

  it('shows one running step, and none when it is ready', () => {
    const second = beginStep(beginStep(provisioning, 'one'), 'two');
    expect(second.steps).toEqual([
      { text: 'one', state: 'done' },
      { text: 'two', state: 'running' },
    ]);
    expect(becomeReady(second, cluster, now, policy).steps.map(({ state }) => state)).toEqual([
      'done',
      'done',
    ]);
  });
});

describe('time', () => {
  it('starts when the session is ready', () => {
    expect(ready.readyAt).toEqual(now);
    expect(ready.expiresAt).toEqual(later(1000));
    expect(isExpired(ready, later(999))).toBe(false);
    expect(isExpired(ready, later(1000))).toBe(true);
  });

  it('is extended a limited number of times', () => {
    const once = extendLabSession(ready, policy);
    expect(once.expiresAt).toEqual(later(1500));
    expect(extensionsLeft(once, policy)).toBe(1);
    const twice = extendLabSession(once, policy);
    expect(() => extendLabSession(twice, policy)).toThrowError(/extended 2 times/);
  });

  it('goes on over a reset of a session that works', () => {
    const again = becomeReady(
      beginProvisioning(resetLabSession(ready)),
      cluster,
      later(400),
      policy,
    );
    expect(again.expiresAt).toEqual(later(1000));
    expect(again.readyAt).toEqual(now);
  });

  it('starts anew after a failure', () => {
    const lost = failLabSession(ready, failure);
    const again = becomeReady(
      beginProvisioning(resetLabSession(lost)),
      cluster,
      later(5000),
      policy,
    );
    expect(again.expiresAt).toEqual(later(6000));
    expect(again.failure).toBeUndefined();
  });

  it('does not run out while nothing can be done', () => {
    for (const session of Object.values(all)) {
      if (session.state !== 'ready') expect(isExpired(session, later(10_000))).toBe(false);
    }
  });
});

describe('requireReady', () => {
  it.each([
    [provisioning, /Wait until/],
    [failed, /Start the lab again/],
    [ended, /Start the lab again/],
  ])('says what to do instead', (session, next) => {
    expect(() => requireReady(session)).toThrowError(next);
    expect(() => requireReady(ready)).not.toThrow();
  });
});
