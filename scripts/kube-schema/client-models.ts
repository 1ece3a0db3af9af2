import { type FieldType, resources, schemaOf, typeNames } from '@drillyard/kube-schema';
import * as client from '@kubernetes/client-node';

/** A field of a model of `@kubernetes/client-node`. */
interface ModelAttribute {
  readonly baseName: string;
  readonly type: string;
  readonly format: string;
}

export interface Comparison {
  /** Types that have a model to compare with, and their fields. */
  readonly types: number;
  readonly fields: number;
  readonly problems: readonly string[];
}

/**
 * Compares the tables with the models of the installed client, which were generated from the same
 * minor's OpenAPI: every resource has a model, every type has the model's fields and types.
 */
export function compareWithClientModels(): Comparison {
  const problems: string[] = [];
  let types = 0;
  let fields = 0;
  for (const { group, version, kind } of resources) {
    const schema = schemaOf({ group, version, kind });
    if (!schema) problems.push(`${group}/${version} ${kind}: no type in the table`);
    else if (!modelOf(schema.name)) problems.push(`${schema.name}: the client has no such model`);
  }
  for (const name of typeNames()) {
    const model = modelOf(name);
    if (!model) continue;
    types++;
    fields += model.length;
    problems.push(...compareFields(name, model));
  }
  return { types, fields, problems };
}

function compareFields(name: string, model: readonly ModelAttribute[]): string[] {
  const fields = schemaOf(name)?.fieldsByName ?? new Map<string, never>();
  const unknown = [...fields.keys()].filter(
    (field) => !model.some(({ baseName }) => baseName === field),
  );
  const differing = model.flatMap(({ baseName, type, format }) => {
    const field = fields.get(baseName);
    if (!field) return [`${name}.${baseName}: missing in the table`];
    const found = modelType(field.type);
    const expected = format === 'byte' && type === 'string' ? 'bytes' : type;
    return matches(found, expected)
      ? []
      : [`${name}.${baseName}: ${found} in the table, ${expected} in the client`];
  });
  return [...unknown.map((field) => `${name}.${field}: unknown to the client`), ...differing];
}

/** The client names models by kind, with the group before it where kinds clash. */
function modelOf(typeName: string): readonly ModelAttribute[] | undefined {
  const [group = '', version = '', kind = ''] = typeName.split('.').slice(-3);
  const plain = capitalise(version) + kind;
  const models = client as unknown as Record<
    string,
    { attributeTypeMap?: readonly ModelAttribute[] } | undefined
  >;
  return (models[capitalise(group) + plain] ?? models[plain])?.attributeTypeMap;
}

/** How the client's generator writes a type; `*` for a model, whatever its name. */
function modelType(type: FieldType): string {
  switch (type.kind) {
    case 'int32':
    case 'int64':
    case 'double':
      return 'number';
    case 'time':
      return 'Date';
    case 'microTime':
      return 'V1MicroTime';
    case 'quantity':
      return 'string';
    case 'list':
      return `Array<${modelType(type.items)}>`;
    case 'map':
      return `{ [key: string]: ${modelType(type.values)}; }`;
    case 'string':
    case 'boolean':
    case 'bytes':
      return type.kind;
    default:
      return '*';
  }
}

function matches(found: string, expected: string): boolean {
  // The client writes bytes inside maps as plain strings, and any JSON as `any` or `object`.
  const pattern = found
    .replaceAll(/[{}[\]():.;?+^$|\\]/g, '\\$&')
    .replaceAll('bytes', '(?:bytes|string)')
    .replaceAll('*', '\\w+');
  return new RegExp(`^${pattern}$`).test(expected);
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
