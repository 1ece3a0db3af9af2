import { schemaHas } from '../schema/json-schema-props.js';
import type { CustomResourceDefinitionSpec } from './custom-resource-definition.js';

/** Tells that CEL rules are kept and shown, but that nothing is held to them here. */
export function unevaluatedRules({ versions }: CustomResourceDefinitionSpec): string[] {
  const found = versions.flatMap(({ name, schema }) =>
    schemaHas(schema?.openAPIV3Schema, hasRules) ? [name] : [],
  );
  return found.map(
    (name) =>
      `spec.versions[${name}]: x-kubernetes-validations are not evaluated in this cluster; its objects are accepted whatever the rules say`,
  );
}

function hasRules(schema: { readonly 'x-kubernetes-validations'?: readonly unknown[] }): boolean {
  return (schema['x-kubernetes-validations'] ?? []).length > 0;
}
