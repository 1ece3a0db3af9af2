export * from './apply/index.js';
export { goFormat } from './go-format.js';
export { applyJsonPatch } from './json-patch/apply-json-patch.js';
export { decodeJsonPatch, type JsonPatchOperation } from './json-patch/decode-json-patch.js';
export { cloneJson } from './json-value.js';
export { applyMergePatch } from './merge-patch/apply-merge-patch.js';
export { PatchError } from './patch-error.js';
export { applyStrategicMergePatch } from './strategic-merge-patch/apply-strategic-merge-patch.js';
export {
  type PatchField,
  type PatchSchema,
  patchSchemaOf,
} from './strategic-merge-patch/patch-schema.js';
