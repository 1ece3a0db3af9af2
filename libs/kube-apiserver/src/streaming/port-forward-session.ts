import { forwardPort, type OpenPort } from './port-stream.js';
import type { SpdyStream } from './spdy/spdy-stream.js';
import { streamCreationTimeoutMs } from './stream-limits.js';

/** The two streams of one forwarded connection, until both are there. */
interface StreamPair {
  data?: SpdyStream;
  error?: SpdyStream;
  readonly timer: NodeJS.Timeout;
}

/**
 * The forwarded connections of one client: each is a pair of streams with one request ID
 * (cri-streaming `portforward/httpstream.go`).
 */
export class PortForwardSession {
  private readonly incomplete = new Map<string, StreamPair>();

  constructor(private readonly openPort: OpenPort) {}

  /** Whether the headers of a stream make sense, and it is not there twice. */
  accepts(stream: SpdyStream): boolean {
    const type = typeOf(stream);
    if (portOf(stream) === undefined || type === undefined) return false;
    return this.incomplete.get(requestIdOf(stream, type))?.[type] === undefined;
  }

  /** Takes a stream that makes sense; with its other half it is a connection. */
  add(stream: SpdyStream): void {
    const type = typeOf(stream);
    if (type === undefined) return;
    const id = requestIdOf(stream, type);
    const pair = this.incomplete.get(id) ?? this.createPair(id);
    pair[type] = stream;
    if (type === 'error') stream.resume();
    const { data, error } = pair;
    if (data === undefined || error === undefined) return;
    this.forget(id);
    void this.forward(data, error);
  }

  close(): void {
    for (const id of this.incomplete.keys()) this.forget(id);
  }

  private createPair(id: string): StreamPair {
    const timer = setTimeout(() => {
      const pair = this.incomplete.get(id);
      this.forget(id);
      pair?.error?.end(`(request=${id}) timed out waiting for streams`);
      pair?.data?.destroy();
    }, streamCreationTimeoutMs);
    const pair: StreamPair = { timer };
    this.incomplete.set(id, pair);
    return pair;
  }

  private forget(id: string): void {
    clearTimeout(this.incomplete.get(id)?.timer);
    this.incomplete.delete(id);
  }

  private async forward(data: SpdyStream, error: SpdyStream): Promise<void> {
    const gone = new AbortController();
    data.once('close', () => gone.abort());
    const port = portOf(data) ?? 0;
    try {
      const failure = await forwardPort(this.openPort, port, {
        input: data,
        output: data,
        gone: gone.signal,
      });
      error.end(failure ?? '');
      if (failure !== undefined) data.destroy();
    } catch (accident) {
      error.end(accident instanceof Error ? accident.message : String(accident));
      data.destroy();
    }
  }
}

type StreamType = 'data' | 'error';

function typeOf({ headers }: SpdyStream): StreamType | undefined {
  const type = headers.get('streamtype');
  return type === 'data' || type === 'error' ? type : undefined;
}

function portOf({ headers }: SpdyStream): number | undefined {
  const text = headers.get('port') ?? '';
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535 ? port : undefined;
}

/** Clients before request IDs opened the error stream first, and the data stream next. */
function requestIdOf({ headers, id }: SpdyStream, type: StreamType): string {
  return headers.get('requestid') || String(type === 'error' ? id : id - 2);
}
