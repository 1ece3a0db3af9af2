import type { IncomingMessage } from 'node:http';
import { StringDecoder } from 'node:string_decoder';
import type { KubeStatus } from '@drillyard/kube-objects';
import type { RawData, WebSocket } from 'ws';
import type { CommandEnd, CommandResult, ContainerCommand } from './cluster-client.js';
import type { KubeTransport } from './kube-transport.js';
import { readText } from './response-body.js';
import { unreachable } from './unreachable.js';

/** `apimachinery/pkg/util/remotecommand`: v4 ends with a Status, v5 can also close stdin. */
const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
/** `remotecommand/constants.go`: what the first byte of each message says. */
const channels = { stdout: 1, stderr: 2, error: 3 } as const;

/**
 * `kubectl exec` without a terminal and without input, over a websocket (KEP-4006).
 * @throws OperationalError CLUSTER_UNREACHABLE where the connection breaks before the command ends.
 */
export async function runInContainer(
  transport: KubeTransport,
  command: ContainerCommand,
): Promise<CommandResult> {
  const { signal } = command;
  signal?.throwIfAborted();
  const socket = transport.openWebSocket(execPath(command), protocols);
  const hangUp = () => socket.terminate();
  signal?.addEventListener('abort', hangUp, { once: true });
  try {
    return await new Exchange(socket, command).result;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', hangUp);
    socket.terminate();
  }
}

function execPath({ namespace, pod, container, command }: ContainerCommand): string {
  const query = new URLSearchParams({ stdout: 'true', stderr: 'true' });
  if (container !== undefined) query.set('container', container);
  for (const word of command) query.append('command', word);
  const [inNamespace, name] = [namespace, pod].map(encodeURIComponent);
  return `/api/v1/namespaces/${inNamespace}/pods/${name}/exec?${query}`;
}

/** What is said over one websocket until the command ends. */
class Exchange {
  readonly result: Promise<CommandResult>;
  private readonly decoders = new Map<number, StringDecoder>();
  private readonly texts = new Map<number, string>();
  private bytesLeft: number;

  constructor(socket: WebSocket, { timeoutMs, outputBytesMax }: ContainerCommand) {
    this.bytesLeft = outputBytesMax;
    this.result = new Promise((resolve, reject) => {
      const end = (how: CommandEnd) => resolve(this.resultWith(how));
      const timer = setTimeout(() => end({ exceeded: 'time' }), timeoutMs);
      socket.on('message', (data) => {
        if (!this.take(bytesOf(data))) end({ exceeded: 'output' });
      });
      socket.on('unexpected-response', (_request, response) => {
        refusal(response).then((refused) => end({ refused }), reject);
      });
      socket.on('error', (cause) => reject(unreachable(new URL(socket.url).origin, cause)));
      socket.once('close', () => {
        clearTimeout(timer);
        const how = this.statedEnd();
        if (how !== undefined) end(how);
        else reject(unreachable(new URL(socket.url).origin, new Error('the connection ended')));
      });
    });
  }

  /** Whether there was room for it. */
  private take(message: Buffer): boolean {
    const [channel] = message;
    if (channel === undefined) return true;
    this.bytesLeft -= message.length - 1;
    const bytes = message.subarray(1, this.bytesLeft < 0 ? this.bytesLeft : undefined);
    const decoder = this.decoders.get(channel) ?? new StringDecoder('utf8');
    this.decoders.set(channel, decoder);
    this.texts.set(channel, (this.texts.get(channel) ?? '') + decoder.write(bytes));
    return this.bytesLeft >= 0;
  }

  private resultWith(end: CommandEnd): CommandResult {
    const text = (channel: number) => this.texts.get(channel) ?? '';
    return { stdout: text(channels.stdout), stderr: text(channels.stderr), end };
  }

  /** How it ended by the Status of the server; undefined where there was none. */
  private statedEnd(): CommandEnd | undefined {
    const status = readStatus(this.texts.get(channels.error) ?? '');
    if (status === undefined) return undefined;
    if (status.status === 'Success') return { exitCode: 0 };
    const code = status.details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message;
    return code === undefined ? { refused: status.message ?? '' } : { exitCode: Number(code) };
  }
}

async function refusal(response: IncomingMessage): Promise<string> {
  const text = await readText(response);
  return readStatus(text)?.message ?? `the API server answered ${response.statusCode}: ${text}`;
}

function readStatus(text: string): KubeStatus | undefined {
  try {
    const status = JSON.parse(text) as Partial<KubeStatus> | null;
    return typeof status?.status === 'string' ? (status as KubeStatus) : undefined;
  } catch {
    return undefined;
  }
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
