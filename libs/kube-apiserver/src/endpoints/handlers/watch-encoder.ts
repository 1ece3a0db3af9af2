import type { KubeObject } from '@drillyard/kube-objects';
import { encodeWatchEvent, serialize } from '@drillyard/kube-schema';
import type { ObjectEvent } from '../../registry/generic/watch-objects.js';
import type { OutputMediaType } from '../media-type.js';
import type { RequestScope } from '../request-scope.js';
import { type IncludeObject, partialObjectMetadata, tableOf } from '../transform-object.js';

/**
 * The event encoded last. A write is told to all watches of its resource in a row: those that show
 * it alike share its bytes, or a thousand watches would make a thousand copies of each write.
 */
let latest: { object: KubeObject; form: string; bytes: Buffer } | undefined;

/** Turns stored objects into the lines of the answer. */
export class WatchEncoder {
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

  encode(event: ObjectEvent): Buffer {
    const isAlike = this.output.as === undefined && 'object' in event;
    if (!isAlike) return this.bytesOf(event);
    const { object, type } = event;
    const { apiVersion, info } = this.scope.store;
    const form = `${type} ${this.output.format} ${apiVersion} ${info.kind}`;
    if (latest?.object !== object || latest.form !== form) {
      latest = { object, form, bytes: this.bytesOf(event) };
    }
    return latest.bytes;
  }

  private bytesOf(event: ObjectEvent): Buffer {
    const object = this.objectOf(event);
    const isProtobuf = this.output.format === 'protobuf';
    return isProtobuf
      ? Buffer.from(encodeWatchEvent(event.type, Object(object)))
      : Buffer.from(serialize({ type: event.type, object }));
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
