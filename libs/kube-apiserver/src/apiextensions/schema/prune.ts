import { isJsonObject, type JsonObject } from './json-object.js';
import { additionalOf, itemsOf, type JsonSchemaProps, ownMember } from './json-schema-props.js';

const metaFields: readonly string[] = ['apiVersion', 'kind', 'metadata'];

/**
 * Takes out what the schema does not know (apiextensions `schema/pruning`), but for apiVersion,
 * kind and metadata of the resource itself and of embedded ones. Answers with the paths of what
 * went, sorted.
 */
export function prune(object: unknown, schema: JsonSchemaProps, isResourceRoot: boolean): string[] {
  const pruner = new Pruner();
  const root = isResourceRoot ? { ...schema, 'x-kubernetes-embedded-resource': true } : schema;
  pruner.prune(object, root, '');
  return pruner.unknown.sort();
}

class Pruner {
  readonly unknown: string[] = [];

  prune(value: unknown, schema: JsonSchemaProps | undefined, path: string): void {
    const preserves = schema?.['x-kubernetes-preserve-unknown-fields'] === true;
    if (Array.isArray(value)) {
      const items = schema && itemsOf(schema);
      for (const [at, item] of value.entries()) {
        if (preserves) this.skip(item, items, `${path}[${at}]`);
        else this.prune(item, items, `${path}[${at}]`);
      }
    } else if (isJsonObject(value)) this.pruneObject(value, schema, path, preserves);
  }

  /** Below what keeps its unknown fields only what a schema describes is looked at. */
  private skip(value: unknown, schema: JsonSchemaProps | undefined, path: string): void {
    if (schema === undefined) return;
    this.prune(value, { ...schema, 'x-kubernetes-preserve-unknown-fields': true }, path);
  }

  private pruneObject(
    object: JsonObject,
    schema: JsonSchemaProps | undefined,
    path: string,
    preserves: boolean,
  ): void {
    const isResource = schema?.['x-kubernetes-embedded-resource'] === true;
    for (const key of Object.keys(object)) {
      if (isResource && metaFields.includes(key)) continue;
      const below = path === '' ? key : `${path}.${key}`;
      const property = schema && ownMember(schema.properties, key);
      if (property !== undefined) this.prune(object[key], property, below);
      else if (schema?.additionalProperties !== undefined) {
        this.prune(object[key], additionalOf(schema), below);
      } else if (!preserves) {
        if (!metaFields.includes(key) || path !== '') this.unknown.push(below);
        delete object[key];
      }
    }
  }
}
