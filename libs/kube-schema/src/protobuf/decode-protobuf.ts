import { parseApiVersion } from '@drillyard/kube-objects';
import { conform } from '../conform/conform.js';
import { parseJson } from '../json/parse-json.js';
import { schemaOf } from '../type-table.js';
import { MessageDecoder } from './message-decoder.js';
import { ProtobufError, WireReader } from './wire-reader.js';

/** Four bytes before every protobuf body (apimachinery `serializer/protobuf`). */
const prefix = [0x6b, 0x38, 0x73, 0x00];
/** Envelopes within RawExtensions within envelopes; upstream itself never nests more than one. */
const envelopeDepthMax = 4;

export interface DecodedObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** JSON-shaped, as the JSON of the same object would be after `conform`. */
  readonly object: Record<string, unknown>;
}

/** Whether a body says of itself that it is protobuf. */
export function isProtobuf(bytes: Uint8Array): boolean {
  return prefix.every((byte, at) => bytes[at] === byte);
}

/**
 * Decodes a body of `application/vnd.kubernetes.protobuf`: the envelope `runtime.Unknown` around
 * an object of any kind of the API. Throws {@link ProtobufError} where the bytes are malformed,
 * nest too deeply or hold a kind that is not known.
 */
export function decodeProtobuf(bytes: Uint8Array): DecodedObject {
  return decodeEnvelope(bytes, 1);
}

function decodeEnvelope(bytes: Uint8Array, depth: number): DecodedObject {
  if (depth > envelopeDepthMax) throw new ProtobufError('envelopes nest too deeply');
  if (!isProtobuf(bytes)) {
    throw new ProtobufError(
      `provided data does not appear to be a protobuf message, expected prefix [${prefix.join(' ')}]`,
    );
  }
  const { apiVersion, kind, raw } = readEnvelope(new WireReader(bytes.subarray(prefix.length)));
  const gvk = { ...parseApiVersion(apiVersion), kind };
  const schema = schemaOf(gvk);
  if (!schema) {
    throw new ProtobufError(`no kind "${kind}" is registered for version "${apiVersion}"`);
  }
  const decoder = new MessageDecoder((embedded) => {
    if (embedded.length === 0) return null;
    if (isProtobuf(embedded)) return decodeEnvelope(embedded, depth + 1).object;
    return parseJson(embedded).value;
  });
  const fields = decoder.decode(new WireReader(raw), schema);
  return { apiVersion, kind, object: conform({ ...fields, kind, apiVersion }, gvk).object };
}

/** The fields of `runtime.Unknown`: 1 is the type, 2 the message itself. */
function readEnvelope(reader: WireReader) {
  let typeMeta = { apiVersion: '', kind: '' };
  let raw: Uint8Array = new Uint8Array();
  while (!reader.done) {
    const tag = reader.tag();
    if (tag.number === 1) typeMeta = readTypeMeta(reader.message(tag));
    else if (tag.number === 2) raw = reader.bytes(tag);
    else reader.skip(tag);
  }
  return { ...typeMeta, raw };
}

function readTypeMeta(reader: WireReader) {
  const typeMeta = { apiVersion: '', kind: '' };
  while (!reader.done) {
    const tag = reader.tag();
    if (tag.number === 1) typeMeta.apiVersion = reader.string(tag);
    else if (tag.number === 2) typeMeta.kind = reader.string(tag);
    else reader.skip(tag);
  }
  return typeMeta;
}
