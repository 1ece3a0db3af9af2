import type { Container, Pod } from '../api/pod.js';
import { isSidecar } from '../api/pod.js';
import type { ContainerStatus } from '../api/pod-status.js';
import { shouldRestart } from '../container/restart-policy.js';

export interface PhaseInput {
  readonly pod: Pod;
  /** Of all containers. */
  readonly statuses: readonly ContainerStatus[];
  /** Nothing of it will be started again. */
  readonly isTerminal: boolean;
  /** An ordinary container has been started. */
  readonly hasInitialized: boolean;
}

type Outcome = 'running' | 'waiting' | 'unknown' | { readonly exitCode: number };

/** The phase of a pod by what its containers are at (kubelet_pods.go `getPhase`). */
export function podPhase({ pod, statuses, isTerminal, hasInitialized }: PhaseInput): string {
  const { initContainers = [], containers } = pod.spec;
  const statusOf = ({ name }: Container) => statuses.find((status) => status.name === name);
  const initOutcomes = initContainers
    .filter((container) => !isSidecar(container))
    .map((container) => ({ container, outcome: outcomeOf(statusOf(container)) }));
  if (initOutcomes.some(({ container, outcome }) => hasFailed(pod, container, outcome))) {
    return 'Failed';
  }
  const pendingInit = initOutcomes.some(({ outcome }) => typeof outcome === 'string');
  const sidecars = initContainers.filter(isSidecar).map((container) => {
    const status = statusOf(container);
    return { outcome: outcomeOf(status), started: status?.started === true };
  });
  const pendingSidecar = sidecars.some(
    ({ outcome, started }) => typeof outcome === 'string' && !(outcome === 'running' && started),
  );
  const outcomes = containers.map((container) => ({
    container,
    outcome: outcomeOf(statusOf(container)),
  }));
  const all = [...outcomes, ...sidecars].map(({ outcome }) => outcome);
  if (pendingInit || (pendingSidecar && !hasInitialized) || all.includes('waiting'))
    return 'Pending';
  if (all.includes('unknown')) return 'Pending';
  if (all.includes('running')) return 'Running';
  return endedPhase(pod, outcomes, isTerminal);
}

function endedPhase(
  pod: Pod,
  outcomes: readonly { readonly container: Container; readonly outcome: Outcome }[],
  isTerminal: boolean,
): string {
  if (outcomes.length === 0) return 'Pending';
  const ended = outcomes.map(({ container, outcome }) => ({
    container,
    exitCode: typeof outcome === 'string' ? 0 : outcome.exitCode,
  }));
  const comesBack = ended.some(({ container, exitCode }) =>
    shouldRestart(pod, container, exitCode),
  );
  if (!isTerminal && comesBack) return 'Running';
  return ended.every(({ exitCode }) => exitCode === 0) ? 'Succeeded' : 'Failed';
}

function hasFailed(pod: Pod, container: Container, outcome: Outcome): boolean {
  if (typeof outcome === 'string' || outcome.exitCode === 0) return false;
  return !shouldRestart(pod, container, outcome.exitCode);
}

/** A container that waits for its next start counts by how it ended. */
function outcomeOf(status: ContainerStatus | undefined): Outcome {
  const { state, lastState } = status ?? {};
  if (state?.running !== undefined) return 'running';
  if (state?.terminated !== undefined) return { exitCode: state.terminated.exitCode };
  if (state?.waiting === undefined) return 'unknown';
  if (lastState?.terminated !== undefined) return { exitCode: lastState.terminated.exitCode };
  return 'waiting';
}
