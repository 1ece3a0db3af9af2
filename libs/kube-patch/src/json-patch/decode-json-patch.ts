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
 * Checks that a parsed body is a list of operations. Throws {@link PatchError}.
 *
 * @returns the operations, and the strict errors upstream reports with `fieldValidation` Warn and
 * Strict: members an operation does not have
 */
export function decodeJsonPatch(body: unknown): {
  readonly operations: readonly JsonPatchOperation[];
  readonly strictErrors: readonly string[];
} {
  if (!Array.isArray(body)) {
    throw badPatch(
      `cannot unmarshal ${jsonTypeName(body)} into Go value of type []handlers.jsonPatchOp`,
    );
  }
  if (body.length > operationsMax) {
    throw new PatchError(
      `The allowed maximum operations in a JSON patch is ${operationsMax}, got ${body.length}`,
      413,
    );
  }
  const strictErrors = new Set<string>();
  const operations = body.map((operation: unknown, at) => {
    if (operation !== null && !isJsonObject(operation)) {
      const place = 'Go value of type handlers.jsonPatchOp';
      throw badPatch(`cannot unmarshal ${jsonTypeName(operation)} into ${place}`);
    }
    for (const key of Object.keys(operation ?? {})) {
      if (members.includes(key)) continue;
      strictErrors.add(`json patch unknown field "[${at}].${key}"`);
    }
    return decodeOperation(operation ?? {});
  });
  return { operations, strictErrors: [...strictErrors] };
}

function decodeOperation(operation: Record<string, unknown>): JsonPatchOperation {
  for (const key of ['op', 'path', 'from']) {
    const value = operation[key];
    if (value === undefined || value === null || typeof value === 'string') continue;
    const place = `Go struct field jsonPatchOp.${key} of type string`;
    throw badPatch(`cannot unmarshal ${jsonTypeName(value)} into ${place}`);
  }
  return Object.fromEntries(Object.entries(operation).filter(([, value]) => value !== null));
}

function badPatch(problem: string): PatchError {
  return new PatchError(`error decoding patch: json: ${problem}`, 400);
}

function jsonTypeName(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
