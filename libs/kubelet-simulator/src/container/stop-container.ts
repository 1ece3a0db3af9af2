import type { Clock } from '@drillyard/cluster';
import type { Pod } from '../api/pod.js';
import type { KubeletEvents } from '../kubelet-events.js';
import type { ContainerRecord } from './container-record.js';
import { runHook } from './lifecycle-hook.js';

/** However late it is, a container has this long to end by itself (`minimumGracePeriodInSeconds`). */
const graceMsMin = 2_000;

export interface StopInput {
  readonly clock: Clock;
  readonly events: KubeletEvents;
  readonly pod: Pod;
  readonly record: ContainerRecord;
  readonly podIp: string;
  readonly graceMs: number;
  /** What the Killing event says; that it is stopped where nothing is said. */
  readonly message?: string;
  /** Containers that have to end before it does: a sidecar's pod. */
  readonly turn?: Promise<void>;
}

/** Stops a container: its preStop hook, SIGTERM, and SIGKILL when time is up (kuberuntime `killContainer`). */
export async function stopContainer(input: StopInput): Promise<void> {
  const { clock, events, pod, record, turn } = input;
  const { state, container } = record;
  if (state.kind !== 'running' || state.killing) return;
  state.killing = true;
  const { message = `Stopping container ${container.name}` } = input;
  events.container(pod, container, 'Normal', 'Killing', message);
  const deadlineMs = clock.now().getTime() + input.graceMs;
  const leftMs = () => Math.max(0, deadlineMs - clock.now().getTime());
  const { preStop } = container.lifecycle ?? {};
  if (preStop !== undefined && input.graceMs > 0) {
    const { running } = state;
    const { podIp } = input;
    const hook = runHook({ handler: preStop, container, running, podIp, clock })
      .catch(() => false)
      .then((succeeded) => {
        if (succeeded) return;
        events.container(pod, container, 'Warning', 'FailedPreStopHook', 'PreStopHook failed');
      });
    await within(clock, leftMs(), hook);
  }
  if (turn !== undefined) await within(clock, leftMs(), turn);
  state.running.kill();
  const hasEnded = await within(clock, Math.max(leftMs(), graceMsMin), state.running.exit);
  if (!hasEnded) state.running.kill('SIGKILL');
  await state.running.exit;
}

/** Whether it happened in time. */
function within(clock: Clock, ms: number, what: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, () => resolve(false));
    const happened = () => {
      cancel();
      resolve(true);
    };
    what.then(happened, happened);
  });
}
