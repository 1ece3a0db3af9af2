import type { KubeObject } from '@drillyard/kube-objects';
import { encodeWatchEvent, serialize } from '@drillyard/kube-schema';
import { type ObjectEvent, watchObjects } from '../../registry/generic/watch-objects.js';
import type { Exchange } from '../exchange.js';
import { type ListOptions, readListOptions } from '../list-options.js';
import { negotiateOutput, type OutputMediaType, offers } from '../media-type.js';
import type { RequestScope } from '../request-scope.js';
import {
  type IncludeObject,
  partialObjectMetadata,
  readIncludeObject,
  tableOf,
} from '../transform-object.js';

/** A client that reads slower than this piles up is cut off and must list again. */
const pendingBytesMax = 4 * 1024 * 1024;
/** How often a client with bookmarks hears of progress (apiserver `bookmarkFrequency`). */
const bookmarkIntervalMs = 60_000;
/** How long a watch lasts where the client does not say; up to twice this, so that not all end at once. */
const timeoutMsMin = 30 * 60_000;

/** GET with `watch=true`: one JSON line per event until the time is up or the client leaves. */
export async function watchResource(scope: RequestScope): Promise<void> {
  const { exchange, store, server } = scope;
  const output = negotiateOutput(exchange.header('accept'), offers.watch);
  const encoder = new EventEncoder(scope, output, readIncludeObject(scope));
  const options = readListOptions(exchange, true);
  const { namespace } = exchange.requestInfo;
  const backlog: ObjectEvent[] = [];
  let emit = (event: ObjectEvent): unknown => backlog.push(event);
  // What this may throw is still an ordinary answer: nothing has been written.
  const stop = watchObjects(store, scope.resource.namespaced ? namespace : '', options, (event) =>
    emit(event),
  );
  await new Promise<void>((resolve) => {
    const stream = new WatchStream(
      exchange,
      options,
      encoder,
      () => server.storage.resourceVersion,
    );
    exchange.response.onClose(() => {
      stop();
      stream.close();
      resolve();
    });
    stream.open(server.stopping);
    emit = (event) => stream.send(event);
    for (const event of backlog) stream.send(event);
  });
}

/** Turns stored objects into the lines of the answer. */
class EventEncoder {
  private columnsSent = false;

  constructor(
    private readonly scope: RequestScope,
    private readonly output: OutputMediaType,
    private readonly include: IncludeObject,
  ) {}

  get contentType(): string {
    const isProtobuf = this.output.format === 'protobuf';
    return isProtobuf ? 'application/vnd.kubernetes.protobuf;stream=watch' : 'application/json';
  }

  encode(event: ObjectEvent): string | Buffer {
    const object = this.objectOf(event);
    if (this.output.format === 'protobuf')
      return Buffer.from(encodeWatchEvent(event.type, Object(object)));
    return serialize({ type: event.type, object });
  }

  private objectOf(event: ObjectEvent): unknown {
    if (event.type === 'ERROR') return event.status;
    if (event.type !== 'BOOKMARK') return this.transform(this.scope.store.toServed(event.object));
    const annotations = { 'k8s.io/initial-events-end': 'true' };
    const metadata = {
      resourceVersion: String(event.resourceVersion),
      ...(event.initialEventsEnd === true ? { annotations } : {}),
    };
    const { kind } = this.scope.resource;
    return this.transform({ kind, apiVersion: this.scope.store.apiVersion, metadata });
  }

  private transform(object: KubeObject): unknown {
    const { as } = this.output;
    if (as === undefined) return object;
    if (as.kind !== 'Table') return partialObjectMetadata(object, `meta.k8s.io/${as.version}`);
    const { resourceVersion = '' } = object.metadata;
    const table = tableOf(this.scope, [object], { resourceVersion }, as.version, this.include);
    if (!this.columnsSent) {
      this.columnsSent = true;
      return table;
    }
    return { ...table, columnDefinitions: null };
  }
}

/** The answer under way: its timers, its end, and the limit on what waits for a slow client. */
class WatchStream {
  private timers: NodeJS.Timeout[] = [];
  private ended = false;

  constructor(
    private readonly exchange: Exchange,
    private readonly options: ListOptions,
    private readonly encoder: EventEncoder,
    private readonly resourceVersion: () => number,
  ) {}

  open(stopping: AbortSignal): void {
    const { response } = this.exchange;
    response.setHeader('Content-Type', this.encoder.contentType);
    response.writeHead(200);
    response.flushHeaders();
    const { timeoutSeconds = 0, allowWatchBookmarks } = this.options;
    const timeoutMs =
      timeoutSeconds > 0 ? timeoutSeconds * 1_000 : timeoutMsMin * (1 + Math.random());
    this.timers.push(setTimeout(() => this.end(), Math.min(timeoutMs, 2 ** 31 - 1)));
    if (allowWatchBookmarks) {
      this.timers.push(setInterval(() => this.bookmark(), bookmarkIntervalMs));
    }
    const onStopping = () => this.end();
    stopping.addEventListener('abort', onStopping, { once: true });
    response.onClose(() => stopping.removeEventListener('abort', onStopping));
  }

  send(event: ObjectEvent): void {
    if (this.ended) return;
    const { response } = this.exchange;
    response.write(this.encoder.encode(event));
    if (event.type === 'ERROR') this.end();
    else if (response.writableLength > pendingBytesMax) response.destroy();
  }

  close(): void {
    this.ended = true;
    for (const timer of this.timers) clearTimeout(timer);
  }

  private bookmark(): void {
    this.send({ type: 'BOOKMARK', resourceVersion: this.resourceVersion() });
  }

  private end(): void {
    if (this.ended) return;
    this.close();
    this.exchange.response.end();
  }
}
