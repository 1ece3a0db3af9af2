import type { GroupVersionKind, KubeObject } from '@drillyard/kube-objects';
import {
  applyJsonPatch,
  applyMergePatch,
  applyStrategicMergePatch,
  decodeJsonPatch,
  goFormat,
  PatchError,
  patchSchemaOf,
} from '@drillyard/kube-patch';
import {
  conformMerged,
  DecodeError,
  duplicateFields,
  type JsonDocument,
  JsonSyntaxError,
  parseJson,
  schemaOf,
  strictDecodingError,
} from '@drillyard/kube-schema';
import { conformKind } from '../apiextensions/serving/conform-kind.js';
import { spellOutReset } from '../managed-fields/managed-fields-reset.js';
import { invalidValue } from '../registry/field-error.js';
import type { Draft } from '../registry/resource-strategy.js';
import { badRequest, invalid, StatusError, unsupportedMediaType } from '../status-error.js';
import type { Exchange } from './exchange.js';
import type { WriteOptions } from './write-options.js';

/** The patch that is merged by who owns what; it may create as well (server-side apply). */
export const applyYamlPatchType = 'application/apply-patch+yaml';

const strategicMergePatchType = 'application/strategic-merge-patch+json';

/** The other patches a client may send, by media type. */
export const patchTypes = [
  'application/json-patch+json',
  'application/merge-patch+json',
  strategicMergePatchType,
] as const;
export type PatchType = (typeof patchTypes)[number];

export interface PatchRequest {
  readonly exchange: Exchange;
  readonly type: PatchType;
  readonly body: Buffer;
  /** The kind that is patched. */
  readonly kind: GroupVersionKind;
  readonly fieldValidation: WriteOptions['fieldValidation'];
}

interface Patched {
  readonly value: unknown;
  /** Strict errors of the patch itself. */
  readonly strictErrors: readonly string[];
  /** What upstream quotes where the result is refused: the patched object, or a strategic patch. */
  readonly quoted: string;
}

/** The object with the patch applied, in the shape of its kind. Throws 400, 413 or 422. */
export function applyPatch(request: PatchRequest, current: KubeObject): Draft {
  const { exchange, fieldValidation, kind, type } = request;
  const { value, strictErrors, quoted } = patched(request, current);
  // Upstream decodes a strategic merge from a map, the others from text: mistakes read otherwise.
  const decode = type === strategicMergePatchType ? conformMerged : conformKind;
  try {
    const { object, strictErrors: unknown } = decode(
      Object(spellOutReset(value)),
      kind,
      fieldValidation,
    );
    const all = [...strictErrors, ...unknown];
    if (all.length > 0 && fieldValidation === 'Strict') {
      throw patchInvalid(quoted, strictDecodingError(all));
    }
    if (fieldValidation === 'Warn') for (const message of all) exchange.addWarning(message);
    return object;
  } catch (error) {
    if (error instanceof DecodeError) throw patchInvalid(quoted, error.message);
    throw error;
  }
}

function patched(request: PatchRequest, current: KubeObject): Patched {
  const { type, body, fieldValidation } = request;
  try {
    const document = parseJson(body);
    if (type === strategicMergePatchType) return applyStrategic(document, request, current);
    if (type === 'application/merge-patch+json') return applyMerge(document, request, current);
    const { operations, strictErrors } = decodeJsonPatch(document.value, fieldValidation);
    const value = applyJsonPatch(current, operations);
    return { value, strictErrors, quoted: sortedJson(value) };
  } catch (error) {
    throw asStatusError(error, type);
  }
}

function applyMerge(document: JsonDocument, request: PatchRequest, current: KubeObject): Patched {
  const { value: patch } = document;
  const isIgnored = request.fieldValidation === 'Ignore';
  if (!isIgnored) checkIsMap(patch, 'error decoding patch: ');
  if (patch === null || (isIgnored && typeof patch !== 'object')) {
    throw badRequest('Invalid JSON Patch');
  }
  const strictErrors = isIgnored ? [] : duplicateFields(document);
  const value = applyMergePatch(current, patch);
  return { value, strictErrors, quoted: sortedJson(value) };
}

function applyStrategic(
  document: JsonDocument,
  { kind, fieldValidation }: PatchRequest,
  current: KubeObject,
): Patched {
  const schema = schemaOf(kind);
  if (schema === undefined) throw unsupportedMediaType(patchTypes);
  const { value: patch } = document;
  checkIsMap(patch, '');
  const strictErrors = fieldValidation === 'Ignore' ? [] : duplicateFields(document);
  const value = applyStrategicMergePatch({ ...current }, { ...patch }, patchSchemaOf(schema));
  return { value, strictErrors, quoted: goFormat(patch) };
}

/** Throws 400 as Go does where text is read into a map; null is a map without members. */
function checkIsMap(patch: unknown, prefix: string): asserts patch is object | null {
  if (typeof patch === 'object' && !Array.isArray(patch)) return;
  const kind = Array.isArray(patch) ? 'array' : typeof patch;
  const type = kind === 'boolean' ? 'bool' : kind;
  throw badRequest(
    `${prefix}json: cannot unmarshal ${type} into Go value of type map[string]interface {}`,
  );
}

function asStatusError(error: unknown, type: PatchType): unknown {
  if (error instanceof JsonSyntaxError) {
    const plain = type === strategicMergePatchType;
    return badRequest(plain ? error.message : `error decoding patch: ${error.message}`);
  }
  if (!(error instanceof PatchError)) return error;
  if (error.status === 400) return badRequest(error.message);
  if (error.status === 413) {
    const message = `Request entity too large: ${error.message}`;
    return new StatusError(413, 'RequestEntityTooLarge', message);
  }
  if (error.status === 422) {
    const message = 'the server rejected our request due to an error in our request';
    return new StatusError(422, 'Invalid', message, {});
  }
  return new StatusError(500, '', error.message);
}

/** Upstream names neither kind nor object here. */
function patchInvalid(quoted: string, why: string): StatusError {
  return invalid({ group: '', kind: '' }, '', [invalidValue('patch', quoted, why)]);
}

function sortedJson(value: unknown): string {
  const members = Object.entries(Object(value)).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(members));
}
