import type { Clock } from '@drillyard/cluster';
import type { Container, Handler } from '../api/pod.js';
import type { RunningContainer } from '../runtime/index.js';
import { httpGet } from './http-request.js';
import { namedPort } from './named-port.js';
import { runInContainer } from './run-in-container.js';

export interface HookInput {
  readonly handler: Handler;
  readonly container: Container;
  readonly running: RunningContainer;
  readonly podIp: string;
  readonly clock: Clock;
}

/** Runs a postStart or preStop hook; false where it failed (kubelet `lifecycle/handlers.go`). */
export async function runHook(input: HookInput): Promise<boolean> {
  const { handler, running, clock, podIp, container } = input;
  const { exec, httpGet: http, sleep } = handler;
  if (exec) return (await runInContainer(running, exec.command ?? [])).exitCode === 0;
  if (sleep) {
    await new Promise<void>((resolve) => clock.after(sleep.seconds * 1_000, resolve));
    return true;
  }
  if (http === undefined) return false;
  const port = namedPort(http.port, container);
  const connection = running.connect(port);
  if (connection === undefined) return false;
  const { path = '/', httpHeaders = [], host = podIp } = http;
  const userAgent = 'kube-lifecycle/1.36';
  const answer = await httpGet(connection, {
    host: `${host}:${port}`,
    path,
    userAgent,
    headers: httpHeaders,
  });
  return answer !== undefined;
}
