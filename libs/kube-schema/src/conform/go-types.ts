import type { FieldType, ObjectSchema } from '../schema.js';

/** How Go's messages write a type: `int32`, `[]v1.Container`, `map[string]string`. */
export function goTypeName(type: FieldType): string {
  if (type.goName !== undefined) return type.goName;
  if (type.kind === 'boolean') return 'bool';
  if (type.kind === 'list') return `[]${goTypeName(type.items)}`;
  if (type.kind === 'map') return `map[string]${goTypeName(type.values)}`;
  return type.kind;
}

/** `PodSpec` of `io.k8s.api.core.v1.PodSpec`. */
export function goStructName({ name }: ObjectSchema): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** How Go's messages call a JSON value. */
export function jsonTypeName(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (value === null) return 'null';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
