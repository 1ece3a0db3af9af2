import { formatApiVersion, type GroupVersionKind, parseApiVersion } from '@drillyard/kube-objects';
import {
  DecodeError,
  decodeProtobuf,
  type JsonNotes,
  JsonSyntaxError,
  ProtobufError,
  parseJson,
  schemaOf,
  strictDecodingError,
} from '@drillyard/kube-schema';
import { conformKind } from '../apiextensions/serving/conform-kind.js';
import { CustomResource } from '../apiextensions/serving/custom-resource.js';
import { spellOutReset } from '../managed-fields/managed-fields-reset.js';
import type { Draft } from '../registry/resource-strategy.js';
import { badRequest, unsupportedMediaType } from '../status-error.js';
import type { Exchange } from './exchange.js';
import type { WriteOptions } from './write-options.js';
import { duplicatesMistake, readYaml, YamlSyntaxError } from './yaml-body.js';

const acceptedMediaTypes = [
  'application/json',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
];
/** Bytes of a body upstream quotes in its complaint about it. */
const summaryBytesMax = 30;

/**
 * Reads a body as an object of the expected kind, whatever its media type: unknown fields are
 * dropped, refused or warned about as `fieldValidation` says. Throws 400 in upstream's words.
 */
export async function decodeObject(
  exchange: Exchange,
  body: Buffer,
  expected: GroupVersionKind,
  fieldValidation: WriteOptions['fieldValidation'],
): Promise<Draft> {
  const [media = ''] = exchange.header('content-type').split(';');
  const type = media.trim().toLowerCase() || 'application/json';
  if (type === 'application/vnd.kubernetes.protobuf') return decodeProtobufBody(body, expected);
  if (!acceptedMediaTypes.includes(type)) throw unsupportedMediaType(acceptedMediaTypes);
  const { value, notes, duplicates } = await parseBody(body, type, expected);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unrecognized(expected, notAnObject(value), body);
  }
  checkKind(value, expected);
  return conformDraft(exchange, spellOutReset(value), expected, fieldValidation, notes, duplicates);
}

/** Gives a value the shape of its kind, or says what is wrong with it. */
function conformDraft(
  exchange: Exchange,
  value: unknown,
  expected: GroupVersionKind,
  fieldValidation: WriteOptions['fieldValidation'],
  notes?: JsonNotes,
  yamlDuplicates: readonly string[] = [],
): Draft {
  try {
    const { object, strictErrors } = conformKind(Object(value), expected, fieldValidation, notes);
    if (fieldValidation === 'Strict') {
      const again = yamlDuplicates.length === 0 ? [] : [duplicatesMistake(yamlDuplicates)];
      const mistakes = [...again, ...strictErrors];
      if (mistakes.length === 0) return object;
      throw cannotBeHandled(expected, expected, strictDecodingError(mistakes));
    }
    const hints = fieldValidation === 'Warn' ? yamlDuplicates : [];
    for (const message of [...hints, ...strictErrors]) exchange.addWarning(message);
    return object;
  } catch (error) {
    if (error instanceof DecodeError) throw cannotBeHandled(expected, expected, error.message);
    throw error;
  }
}

async function parseBody(body: Buffer, type: string, expected: GroupVersionKind) {
  try {
    if (type !== 'application/yaml') return { ...parseJson(body), duplicates: [] };
    const yaml = await readYaml(body);
    return { ...parseJson(yaml.json), duplicates: yaml.duplicates };
  } catch (error) {
    if (error instanceof YamlSyntaxError) throw unrecognized(expected, error.message, body);
    if (!(error instanceof JsonSyntaxError)) throw error;
    const why = `couldn't get version/kind; json parse error: ${error.message}`;
    throw unrecognized(expected, why, body);
  }
}

function decodeProtobufBody(body: Buffer, expected: GroupVersionKind): Draft {
  try {
    const { apiVersion, kind, object } = decodeProtobuf(body);
    checkKind({ apiVersion, kind }, expected);
    return object;
  } catch (error) {
    if (error instanceof ProtobufError) throw unrecognized(expected, error.message, body);
    throw error;
  }
}

/** Kind and apiVersion may be left out; where they are there they must be the expected ones. */
function checkKind(value: unknown, expected: GroupVersionKind): void {
  const sent = typeof value === 'object' && value !== null ? value : {};
  const kind =
    'kind' in sent && sent.kind !== '' ? String(sent.kind ?? expected.kind) : expected.kind;
  const ownVersion = formatApiVersion(expected);
  const apiVersion = 'apiVersion' in sent ? String(sent.apiVersion || ownVersion) : ownVersion;
  if (kind === expected.kind && apiVersion === ownVersion) return;
  // What is not a custom resource's kind is told with its other mistakes.
  if (expected instanceof CustomResource && apiVersion === ownVersion) return;
  // Options come in any group's words (DeleteOptions of apps/v1).
  if (kind === expected.kind && kind.endsWith('Options')) return;
  const gvk = { ...parseApiVersion(apiVersion), kind };
  if (schemaOf(gvk) === undefined && !(expected instanceof CustomResource)) {
    const scheme = 'pkg/api/legacyscheme/scheme.go:30';
    const why = `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme ${JSON.stringify(scheme)}`;
    throw cannotBeHandled(gvk, expected, why);
  }
  if (kind !== expected.kind && !(expected instanceof CustomResource)) {
    const target = `${expected.group === '' ? 'core' : expected.group.split('.')[0]}.${expected.kind}`;
    const why = `converting (${gvk.version}.${kind}) to (${target}): unknown conversion`;
    throw cannotBeHandled(gvk, expected, why);
  }
  throw badRequest(
    `the API version in the data (${apiVersion}) does not match the expected API version (${ownVersion})`,
  );
}

function cannotBeHandled(sent: GroupVersionKind, expected: GroupVersionKind, why: string) {
  return badRequest(
    `${sent.kind} in version ${JSON.stringify(sent.version)} cannot be handled as a ${expected.kind}: ${why}`,
  );
}

function unrecognized({ kind }: GroupVersionKind, why: string, body: Buffer) {
  return badRequest(
    `the object provided is unrecognized (must be of type ${kind}): ${why} (${summarize(body)})`,
  );
}

/** Go reads the kind first, into a struct it then names in full. */
function notAnObject(value: unknown): string {
  const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  const type = kind === 'boolean' ? 'bool' : kind;
  return `couldn't get version/kind; json parse error: json: cannot unmarshal ${type} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`;
}

/** The beginning of the body: as it is where it may be JSON, else in hexadecimal. */
function summarize(body: Buffer): string {
  if (body.length === 0) return '<empty>';
  const start = body.subarray(0, summaryBytesMax);
  const text = body[0] === '{'.charCodeAt(0) ? start.toString('utf8') : start.toString('hex');
  return body.length > summaryBytesMax ? `${text} ...` : text;
}
