import { isJsonObject } from '../json-value.js';
import { PatchError } from '../patch-error.js';

/** One step of a JSON patch. Upstream looks at members only when the step is taken. */
export interface JsonPatchOperation {
  readonly op?: string;
  readonly path?: string;
  readonly from?: string;
  readonly value?: unknown;
}

/** Operations one patch may have (apiserver `maxJSONPatchOperations`). */
const operationsMax = 10_000;

const members = ['op', 'path', 'from', 'value'];

/**
 * Checks that a parsed body is a list of operations. Throws {@link PatchError}. With Ignore
 * upstream looks less closely, and words mistakes differently.
 *
 * @returns the operations, and the strict errors of the patch: members an operation does not have
 */
export function decodeJsonPatch(
  body: unknown,
  fieldValidation: 'Ignore' | 'Warn' | 'Strict' = 'Warn',
): {
  readonly operations: readonly JsonPatchOperation[];
  readonly strictErrors: readonly string[];
} {
  const lenient = fieldValidation === 'Ignore';
  const types = lenient ? lenientTypes : strictTypes;
  if (!Array.isArray(body)) throw cannotUnmarshal(body, `value of type ${types.patch}`, lenient);
  if (body.length > operationsMax) {
    throw new PatchError(
      `The allowed maximum operations in a JSON patch is ${operationsMax}, got ${body.length}`,
      413,
    );
  }
  const strictErrors = new Set<string>();
  const operations = body.map((operation: unknown, at) => {
    if (operation !== null && !isJsonObject(operation)) {
      throw cannotUnmarshal(operation, `value of type ${types.operation}`, lenient);
    }
    for (const key of lenient ? [] : Object.keys(operation ?? {})) {
      if (!members.includes(key)) strictErrors.add(`json patch unknown field "[${at}].${key}"`);
    }
    return decodeOperation(operation ?? {}, lenient);
  });
  return { operations, strictErrors: [...strictErrors] };
}

const strictTypes = { patch: '[]handlers.jsonPatchOp', operation: 'handlers.jsonPatchOp' };
const lenientTypes = { patch: 'jsonpatch.Patch', operation: 'jsonpatch.Operation' };

function decodeOperation(operation: Record<string, unknown>, lenient: boolean): JsonPatchOperation {
  const decoded = Object.entries(operation).filter(([key, value]) => {
    if (value === null || value === undefined) return false;
    if (key === 'value' || !members.includes(key) || typeof value === 'string') return true;
    if (lenient) return false;
    throw cannotUnmarshal(value, `struct field jsonPatchOp.${key} of type string`, lenient);
  });
  return Object.fromEntries(decoded);
}

function cannotUnmarshal(value: unknown, place: string, lenient: boolean): PatchError {
  const problem = `json: cannot unmarshal ${jsonTypeName(value)} into Go ${place}`;
  return new PatchError(lenient ? problem : `error decoding patch: ${problem}`, 400);
}

function jsonTypeName(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
