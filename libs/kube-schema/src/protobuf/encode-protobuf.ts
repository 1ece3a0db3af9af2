import { parseApiVersion } from '@drillyard/kube-objects';
import { schemaOf } from '../type-table.js';
import { encodeMessage } from './message-encoder.js';
import { partialObjectMetadata, partialObjectMetadataList } from './partial-metadata-schemas.js';
import { ProtobufError } from './wire-reader.js';
import { WireWriter } from './wire-writer.js';

/** Four bytes before every protobuf body (apimachinery `serializer/protobuf`). */
const prefix = [0x6b, 0x38, 0x73, 0x00];

interface TypedObject {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
}

/**
 * A body of `application/vnd.kubernetes.protobuf`: the envelope `runtime.Unknown` around an object
 * of any kind of the API, byte for byte as upstream writes it. Throws {@link ProtobufError} where
 * the kind has no wire format (Table has none).
 */
export function encodeProtobuf(object: TypedObject): Uint8Array {
  const apiVersion = String(object.apiVersion ?? '');
  const kind = String(object.kind ?? '');
  const body = encodeBody(object, apiVersion, kind);
  if (body === undefined) {
    const message = `object ${apiVersion} ${kind} does not implement the protobuf marshalling interface and cannot be encoded to a protobuf message`;
    throw new ProtobufError(message);
  }
  const typeMeta = new WireWriter().string(1, apiVersion).string(2, kind);
  const envelope = new WireWriter()
    .message(1, typeMeta)
    .message(2, body)
    // Content encoding and content type: nothing, and always written.
    .string(3, '')
    .string(4, '');
  return Uint8Array.from([...prefix, ...envelope.finish()]);
}

/**
 * One event of a watch in `application/vnd.kubernetes.protobuf;stream=watch`: a WatchEvent without
 * envelope around an object with one, after its length in four bytes.
 */
export function encodeWatchEvent(type: string, object: TypedObject): Uint8Array {
  const raw = new WireWriter().bytes(1, encodeProtobuf(object));
  const event = new WireWriter().string(1, type).message(2, raw).finish();
  const frame = new Uint8Array(4 + event.length);
  new DataView(frame.buffer).setUint32(0, event.length);
  frame.set(event, 4);
  return frame;
}

/** Undefined for a kind that has no wire format. */
function encodeBody(object: TypedObject, apiVersion: string, kind: string) {
  if (!apiVersion.startsWith('meta.k8s.io/')) {
    // What discovery answers with says no version of itself.
    const schema = schemaOf({ ...parseApiVersion(apiVersion || 'v1'), kind });
    return schema && encodeMessage({ ...object }, schema);
  }
  if (kind === 'PartialObjectMetadata') return encodeMessage({ ...object }, partialObjectMetadata);
  if (kind !== 'PartialObjectMetadataList') return undefined;
  const list = encodeMessage({ ...object }, partialObjectMetadataList);
  for (const item of 'items' in object && Array.isArray(object.items) ? object.items : []) {
    list.message(2, encodeMessage(item, partialObjectMetadata));
  }
  return list;
}
