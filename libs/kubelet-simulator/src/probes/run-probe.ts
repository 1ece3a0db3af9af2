import type { Clock, PortConnection } from '@drillyard/cluster';
import type { Container, HttpGetAction, Probe } from '../api/pod.js';
import { goDuration } from '../back-off.js';
import { httpGet } from '../container/http-request.js';
import { namedPort } from '../container/named-port.js';
import { runInContainer } from '../container/run-in-container.js';
import type { ConnectFailure, ContainerNetwork, RunningContainer } from '../runtime/index.js';

/** `errored` where the probe itself could not be made: its outcome does not count. */
export interface ProbeOutcome {
  readonly result: 'success' | 'failure' | 'errored' | 'warning';
  /** For the event. */
  readonly output: string;
}

export interface ProbeInput {
  readonly probe: Probe;
  readonly container: Container;
  readonly running: RunningContainer;
  readonly podIp: string;
  readonly clock: Clock;
  /** The node, from which probes of the network come. */
  readonly node: ProbingNode;
}

export interface ProbingNode {
  readonly address: string;
  /** For hosts that are not the pod; none is reached without it. */
  readonly network?: Pick<ContainerNetwork, 'connect'> | undefined;
}

const success: ProbeOutcome = { result: 'success', output: '' };

/** Probes a container once, in the words of a kubelet (pkg/probe). */
export function runProbe(input: ProbeInput): Promise<ProbeOutcome> {
  const { probe, clock } = input;
  const timeoutMs = (probe.timeoutSeconds ?? 1) * 1_000;
  return new Promise((resolve) => {
    const cancel = clock.after(timeoutMs, () => resolve(timedOut(input, timeoutMs)));
    const settled = (outcome: ProbeOutcome) => {
      cancel();
      resolve(outcome);
    };
    attempt(input).then(settled, (error) => {
      settled({
        result: 'errored',
        output: error instanceof Error ? error.message : String(error),
      });
    });
  });
}

async function attempt(input: ProbeInput): Promise<ProbeOutcome> {
  const { probe, running, container, podIp } = input;
  const { exec, httpGet: http, tcpSocket, grpc } = probe;
  if (exec) {
    const { exitCode, output } = await runInContainer(running, exec.command ?? []);
    if (exitCode === undefined) return { result: 'errored', output };
    return { result: exitCode === 0 ? 'success' : 'failure', output };
  }
  if (http) return probeHttp(input, http);
  const port = grpc?.port ?? namedPort(tcpSocket?.port ?? 0, container);
  const host = tcpSocket?.host ?? podIp;
  const connection = await open(input, host, port);
  if (connection === 'timed-out') return new Promise(() => undefined);
  if (typeof connection !== 'string') connection.close();
  if (grpc) {
    // What is simulated speaks no gRPC: the connection stands, and the health check is unknown to it.
    if (typeof connection !== 'string') return { result: 'failure', output: noGrpc };
    const why = 'context deadline exceeded';
    const within = goDuration((probe.timeoutSeconds ?? 1) * 1_000);
    const output = `timeout: failed to connect service "${host}:${port}" within ${within}: ${why}`;
    return { result: 'failure', output };
  }
  if (typeof connection !== 'string') return success;
  return { result: 'failure', output: failed(connection, host, port) };
}

/** To the pod itself, which its node always reaches, or to another host. */
async function open(
  { running, podIp, node }: ProbeInput,
  host: string,
  port: number,
): Promise<PortConnection | ConnectFailure> {
  if (host === podIp) return running.connect(port, node.address) ?? 'refused';
  return (await node.network?.connect(host, port)) ?? 'unreachable';
}

const noGrpc =
  'error: health rpc probe failed: rpc error: code = Unavailable desc = connection error: desc = "error reading server preface: http2: failed reading the frame payload"';

async function probeHttp(input: ProbeInput, action: HttpGetAction): Promise<ProbeOutcome> {
  const { container, podIp } = input;
  const port = namedPort(action.port, container);
  const { path = '/', httpHeaders = [], host = podIp } = action;
  const url = urlOf(action, host, port);
  const connection = await open(input, host, port);
  // The probe's own timeout ends it.
  if (connection === 'timed-out') return new Promise(() => undefined);
  if (typeof connection === 'string') {
    return { result: 'failure', output: `Get "${url}": ${failed(connection, host, port)}` };
  }
  if (action.scheme === 'HTTPS') {
    connection.close();
    const why = 'http: server gave HTTP response to HTTPS client';
    return { result: 'failure', output: `Get "${url}": ${why}` };
  }
  const answer = await httpGet(connection, {
    host: `${host}:${port}`,
    path: path.startsWith('/') ? path : `/${path}`,
    userAgent: 'kube-probe/1.36',
    headers: httpHeaders,
  });
  if (answer === undefined) return { result: 'failure', output: `Get "${url}": EOF` };
  const { statusCode, body } = answer;
  if (statusCode >= 300 && statusCode < 400) {
    return { result: 'warning', output: `Probe terminated redirects, Response body: ${body}` };
  }
  if (statusCode >= 200 && statusCode < 300) return { result: 'success', output: body };
  return { result: 'failure', output: `HTTP probe failed with statuscode: ${statusCode}` };
}

function timedOut({ probe, container, podIp }: ProbeInput, timeoutMs: number): ProbeOutcome {
  const { exec, httpGet: http, tcpSocket } = probe;
  if (exec) {
    const output = `command timed out: ${JSON.stringify((exec.command ?? []).join(' '))} timed out after ${goDuration(timeoutMs)}`;
    return { result: 'failure', output };
  }
  if (http) {
    const url = urlOf(http, http.host ?? podIp, namedPort(http.port, container));
    const why = 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';
    return { result: 'failure', output: `Get "${url}": ${why}` };
  }
  const port = probe.grpc?.port ?? namedPort(tcpSocket?.port ?? 0, container);
  return { result: 'failure', output: `dial tcp ${tcpSocket?.host ?? podIp}:${port}: i/o timeout` };
}

function urlOf({ scheme = 'HTTP', path = '/' }: HttpGetAction, host: string, port: number): string {
  return `${scheme.toLowerCase()}://${host}:${port}${path.startsWith('/') ? path : `/${path}`}`;
}

function failed(failure: ConnectFailure, host: string, port: number): string {
  const why = failure === 'refused' ? 'connection refused' : 'no route to host';
  return `dial tcp ${host}:${port}: connect: ${why}`;
}
