import { type FieldError, forbiddenValue } from '../../../registry/field-error.js';
import { type JsonSchemaProps, membersOf } from '../../schema/json-schema-props.js';

/** Far deeper than schemas of objects are; every check recurses over them. */
export const schemaDepthMax = 100;
/** The largest schemas of well-known projects have some thousands; each costs at every write. */
export const schemaNodesMax = 20_000;

/** Refuses a schema no cluster of many should work through. Upstream has no such limits. */
export function validateSchemaSize(schema: JsonSchemaProps, field: string): FieldError[] {
  let nodes = 0;
  const isTooDeep = (node: JsonSchemaProps, depth: number): boolean => {
    nodes += 1;
    if (depth > schemaDepthMax || nodes > schemaNodesMax) return true;
    return membersOf(node).some(([, member]) => isTooDeep(member, depth + 1));
  };
  if (!isTooDeep(schema, 1)) return [];
  const detail = `schema is too large: more than ${schemaDepthMax} levels or ${schemaNodesMax} nodes`;
  return [forbiddenValue(field, detail)];
}
