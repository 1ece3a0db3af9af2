import type { Clock, PortConnection } from '@drillyard/cluster';
import type { Container, HttpGetAction, Probe } from '../api/pod.js';
import { goDuration } from '../back-off.js';
import { httpGet } from '../container/http-request.js';
import { namedPort } from '../container/named-port.js';
import { runInContainer } from '../container/run-in-container.js';
import type { ConnectFailure, ContainerNetwork, RunningContainer } from '../runtime/index.js';
import { secured } from '../runtime/programs/tls-connection.js';
import { grpcHealth } from './grpc-health.js';

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
  if (grpc) return probeGrpc(probe, connection, `${host}:${port}`);
  if (typeof connection !== 'string') {
    connection.close();
    return success;
  }
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

/** The client tries to connect until its time is up (pkg/probe/grpc). */
async function probeGrpc(
  { grpc, timeoutSeconds = 1 }: Probe,
  connection: PortConnection | ConnectFailure,
  address: string,
): Promise<ProbeOutcome> {
  const health =
    typeof connection === 'string'
      ? undefined
      : await grpcHealth(connection, address, grpc?.service ?? '');
  if (health === undefined) {
    const within = goDuration(timeoutSeconds * 1_000);
    const output = `timeout: failed to connect service "${address}" within ${within}: context deadline exceeded`;
    return { result: 'failure', output };
  }
  if ('code' in health) return { result: 'failure', output: grpcFailure(health) };
  if (health.status === 'SERVING') return { result: 'success', output: 'service healthy' };
  const output = `service unhealthy (responded with ${JSON.stringify(health.status)})`;
  return { result: 'failure', output };
}

const grpcCodes: Readonly<Record<number, string>> = { 5: 'NotFound', 12: 'Unimplemented' };

function grpcFailure({
  code,
  message,
}: {
  readonly code: number;
  readonly message: string;
}): string {
  const name = grpcCodes[code] ?? `Code(${code})`;
  if (name === 'Unimplemented') {
    return `error: this server does not implement the grpc health protocol (grpc.health.v1.Health): ${message}`;
  }
  return `error: health rpc probe failed: rpc error: code = ${name} desc = ${message}`;
}

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
  const stream = action.scheme === 'HTTPS' ? await overTls(connection, host) : connection;
  if (typeof stream === 'string') return { result: 'failure', output: `Get "${url}": ${stream}` };
  const answer = await httpGet(stream, {
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

/** Certificates are not looked at (pkg/probe/http); answers with why where there is no TLS. */
async function overTls(connection: PortConnection, host: string): Promise<PortConnection | string> {
  try {
    return await secured(connection, host, { ca: undefined, insecure: true });
  } catch (error) {
    connection.close();
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const isPlain = code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'EPROTO';
    return isPlain ? 'http: server gave HTTP response to HTTPS client' : 'EOF';
  }
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
