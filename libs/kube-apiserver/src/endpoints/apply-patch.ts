import type { GroupVersionKind, KubeObject } from '@drillyard/kube-objects';
import {
  applyJsonPatch,
  applyMergePatch,
  applyStrategicMergePatch,
  decodeJsonPatch,
  PatchError,
  patchSchemaOf,
} from '@drillyard/kube-patch';
import {
  conform,
  DecodeError,
  JsonSyntaxError,
  parseJson,
  schemaOf,
  strictDecodingError,
} from '@drillyard/kube-schema';
import { spellOutReset } from '../managed-fields/managed-fields-reset.js';
import { invalidValue } from '../registry/field-error.js';
import type { Draft } from '../registry/resource-strategy.js';
import { badRequest, invalid, StatusError, unsupportedMediaType } from '../status-error.js';
import type { Exchange } from './exchange.js';
import type { WriteOptions } from './write-options.js';

/** The patch that is merged by who owns what; it may create as well (server-side apply). */
export const applyYamlPatchType = 'application/apply-patch+yaml';

/** The other patches a client may send, by media type. */
export const patchTypes = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
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
}

/** The object with the patch applied, in the shape of its kind. Throws 400, 413 or 422. */
export function applyPatch(request: PatchRequest, current: KubeObject): Draft {
  const { exchange, fieldValidation, kind } = request;
  const { value, strictErrors } = patched(request, current);
  try {
    const { object, strictErrors: unknown } = conform(spellOutReset(value), kind, fieldValidation);
    const all = [...strictErrors, ...unknown];
    if (all.length > 0 && fieldValidation === 'Strict') {
      throw patchInvalid(value, strictDecodingError(all));
    }
    if (fieldValidation === 'Warn') for (const message of all) exchange.addWarning(message);
    return object;
  } catch (error) {
    if (error instanceof DecodeError) throw patchInvalid(value, error.message);
    throw error;
  }
}

function patched({ type, body, kind }: PatchRequest, current: KubeObject): Patched {
  try {
    const patch = parseJson(body).value;
    switch (type) {
      case 'application/json-patch+json': {
        const { operations, strictErrors } = decodeJsonPatch(patch);
        return { value: applyJsonPatch(current, operations), strictErrors };
      }
      case 'application/merge-patch+json':
        if (Array.isArray(patch)) {
          const target = 'Go value of type map[string]interface {}';
          throw badRequest(`error decoding patch: json: cannot unmarshal array into ${target}`);
        }
        return { value: applyMergePatch(current, patch), strictErrors: [] };
      case 'application/strategic-merge-patch+json':
        return { value: applyStrategic(patch, kind, current), strictErrors: [] };
    }
  } catch (error) {
    throw asStatusError(error, type);
  }
}

function applyStrategic(patch: unknown, kind: GroupVersionKind, current: KubeObject): unknown {
  const schema = schemaOf(kind);
  if (schema === undefined) throw unsupportedMediaType(patchTypes);
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) {
    throw badRequest('the patch must be an object');
  }
  return applyStrategicMergePatch({ ...current }, { ...patch }, patchSchemaOf(schema));
}

function asStatusError(error: unknown, type: PatchType): unknown {
  if (error instanceof JsonSyntaxError) {
    const plain = type === 'application/strategic-merge-patch+json';
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

/** Upstream names neither kind nor object here, and quotes the patched object whole. */
function patchInvalid(value: unknown, why: string): StatusError {
  const sorted = Object.fromEntries(
    Object.entries(Object(value)).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const errors = [invalidValue('patch', JSON.stringify(sorted), why)];
  return invalid({ group: '', kind: '' }, '', errors);
}
