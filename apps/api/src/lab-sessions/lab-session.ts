/**
 * The life of a lab session as a pure state machine:
 *
 *   requested → provisioning → ready → ending → ended
 *        ↑            └──────────┴──→ failed
 *        └── reset (from ready and failed)
 *
 * Every function returns the session as it is afterwards or throws a RequestError that says why
 * it cannot be. It knows no database, cluster or clock.
 */
import { invariant } from '@drillyard/errors';
import type { LabSessionPolicy } from '../config/app-config.js';
import { RequestError } from '../request-error.js';
import type { StepView } from './lab-session.dto.js';

export type LabSessionState =
  | 'requested'
  | 'provisioning'
  | 'ready'
  | 'ending'
  | 'ended'
  | 'failed';

export interface LabSession {
  readonly id: string;
  readonly learnerId: string;
  /** Name of the lab. */
  readonly lab: string;
  /** Decides the lab's parameters; the same after a reset. */
  readonly seed: string;
  readonly state: LabSessionState;
  /** Counts what was provisioned: every attempt gets a cluster and a workspace of its own. */
  readonly generation: number;
  readonly steps: readonly StepView[];
  readonly failure: LabSessionFailure | undefined;
  readonly cluster: LabSessionCluster | undefined;
  readonly createdAt: Date;
  readonly readyAt: Date | undefined;
  readonly endedAt: Date | undefined;
  readonly expiresAt: Date | undefined;
  readonly extensionsUsed: number;
}

/** What the learner got. */
export interface LabSessionCluster {
  readonly provider: string;
  /** Such as `v1.36.0`. */
  readonly version: string;
}

export interface LabSessionFailure {
  readonly code: string;
  /** For the learner: what happened and what to do. */
  readonly message: string;
}

export function requestLabSession(
  request: Pick<LabSession, 'id' | 'learnerId' | 'lab'>,
  now: Date,
): LabSession {
  return {
    ...request,
    seed: request.id,
    state: 'requested',
    generation: 0,
    steps: [],
    failure: undefined,
    cluster: undefined,
    createdAt: now,
    readyAt: undefined,
    endedAt: undefined,
    expiresAt: undefined,
    extensionsUsed: 0,
  };
}

/** Begins an attempt; one that a dead process left half done is begun anew. */
export function beginProvisioning(session: LabSession): LabSession {
  invariant(
    session.state === 'requested' || session.state === 'provisioning',
    `a session that is ${session.state} is not provisioned`,
  );
  return { ...session, state: 'provisioning', generation: session.generation + 1, steps: [] };
}

/** Notes the step that begins now; those before it are done. */
export function beginStep(session: LabSession, text: string): LabSession {
  invariant(session.state === 'provisioning', `a session that is ${session.state} has no steps`);
  return { ...session, steps: [...allDone(session.steps), { text, state: 'running' }] };
}

/** The learner's time starts now, or goes on after a reset. */
export function becomeReady(
  session: LabSession,
  cluster: LabSessionCluster,
  now: Date,
  policy: LabSessionPolicy,
): LabSession {
  invariant(session.state === 'provisioning', `a session that is ${session.state} is not ready`);
  return {
    ...session,
    state: 'ready',
    steps: allDone(session.steps),
    cluster,
    readyAt: session.readyAt ?? now,
    expiresAt: session.expiresAt ?? new Date(now.getTime() + policy.lifetimeMs),
  };
}

/** Its cluster could not be made, or was lost. */
export function failLabSession(session: LabSession, failure: LabSessionFailure): LabSession {
  invariant(
    session.state === 'provisioning' || session.state === 'ready',
    `a session that is ${session.state} does not fail`,
  );
  return { ...session, state: 'failed', failure, expiresAt: undefined };
}

export function extendLabSession(session: LabSession, policy: LabSessionPolicy): LabSession {
  if (session.state !== 'ready' || session.expiresAt === undefined) {
    throw wrongState(session, 'be extended', 'Extend a session that is ready.');
  }
  if (extensionsLeft(session, policy) === 0) {
    throw new RequestError(
      'EXTENSION_LIMIT',
      `The session of ${session.lab} was extended ${policy.extensionsMax} times, which is all. ` +
        'When it ends, start the lab again; the best score stays.',
    );
  }
  return {
    ...session,
    expiresAt: new Date(session.expiresAt.getTime() + policy.extensionMs),
    extensionsUsed: session.extensionsUsed + 1,
  };
}

export function extensionsLeft(session: LabSession, policy: LabSessionPolicy): number {
  return Math.max(0, policy.extensionsMax - session.extensionsUsed);
}

/** Asks for a new cluster and an empty home. What was earned stays. */
export function resetLabSession(session: LabSession): LabSession {
  if (session.state !== 'ready' && session.state !== 'failed') {
    throw wrongState(session, 'be reset', 'Wait until it is ready, or start the lab again.');
  }
  return {
    ...session,
    state: 'requested',
    steps: [],
    failure: undefined,
    cluster: undefined,
    endedAt: undefined,
  };
}

/** Ending what ends already changes nothing. */
export function endLabSession(session: LabSession): LabSession {
  if (session.state === 'ending' || session.state === 'ended') return session;
  return { ...session, state: 'ending', failure: undefined };
}

/** Nothing is left of its cluster and its workspace. */
export function completeEnding(session: LabSession, now: Date): LabSession {
  invariant(session.state === 'ending', `a session that is ${session.state} has not been ended`);
  return { ...session, state: 'ended', endedAt: now };
}

export function isExpired(session: LabSession, now: Date): boolean {
  return session.state === 'ready' && session.expiresAt !== undefined && session.expiresAt <= now;
}

/** Those in which the learner works with it, or is about to. */
export const liveStates: readonly LabSessionState[] = ['requested', 'provisioning', 'ready'];

export function isLive({ state }: Pick<LabSession, 'state'>): boolean {
  return liveStates.includes(state);
}

/** Names the cluster and the workspace of the current generation: a DNS label, never used again. */
export function environmentIdOf({ id, generation }: Pick<LabSession, 'id' | 'generation'>): string {
  return `ls-${id}-${generation}`;
}

/** Refuses work on a session that is not ready, saying what to do instead. */
export function requireReady(session: LabSession): void {
  if (session.state === 'ready') return;
  const next = isLive(session) ? 'Wait until it is ready.' : 'Start the lab again.';
  throw wrongState(session, 'be worked in', next);
}

function allDone(steps: readonly StepView[]): StepView[] {
  return steps.map(({ text }) => ({ text, state: 'done' }));
}

function wrongState(session: LabSession, verb: string, next: string): RequestError {
  return new RequestError(
    'LAB_SESSION_STATE',
    `The session of ${session.lab} is ${session.state} and cannot ${verb}. ${next}`,
    { details: { state: session.state } },
  );
}
