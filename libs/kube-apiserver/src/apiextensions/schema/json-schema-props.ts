/** A schema of a CustomResourceDefinition (apiextensions/v1 `JSONSchemaProps`), once it is accepted. */
export interface JsonSchemaProps {
  readonly type?: string;
  readonly description?: string;
  readonly title?: string;
  readonly nullable?: boolean;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly externalDocs?: unknown;
  readonly format?: string;
  readonly maximum?: number;
  readonly exclusiveMaximum?: boolean;
  readonly minimum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly multipleOf?: number;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly maxProperties?: number;
  readonly minProperties?: number;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly items?: JsonSchemaProps | readonly JsonSchemaProps[];
  readonly properties?: Readonly<Record<string, JsonSchemaProps>>;
  readonly additionalProperties?: JsonSchemaProps | boolean;
  readonly allOf?: readonly JsonSchemaProps[];
  readonly anyOf?: readonly JsonSchemaProps[];
  readonly oneOf?: readonly JsonSchemaProps[];
  readonly not?: JsonSchemaProps;
  readonly id?: string;
  readonly $schema?: string;
  readonly $ref?: string;
  readonly additionalItems?: JsonSchemaProps | boolean;
  readonly patternProperties?: Readonly<Record<string, JsonSchemaProps>>;
  readonly definitions?: Readonly<Record<string, JsonSchemaProps>>;
  readonly dependencies?: Readonly<Record<string, JsonSchemaProps | readonly string[]>>;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: string;
  readonly 'x-kubernetes-validations'?: readonly ValidationRule[];
}

/** A CEL rule (apiextensions/v1 `ValidationRule`). */
export interface ValidationRule {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
  readonly optionalOldSelf?: boolean;
}

type Member = readonly [path: string, schema: JsonSchemaProps];

/** A property of an object that the object itself has, whatever its name. */
export function ownMember<T>(map: Readonly<Record<string, T>> | undefined, key: string) {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}

/** The schema of the items; a list of schemas is refused before anything is served. */
export function itemsOf({ items }: JsonSchemaProps): JsonSchemaProps | undefined {
  return Array.isArray(items) ? undefined : (items as JsonSchemaProps | undefined);
}

/** The schema of values no property declares. */
export function additionalOf({ additionalProperties }: JsonSchemaProps) {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

/** The schema of the member of an object, declared or not. */
export function memberSchemaOf(schema: JsonSchemaProps, key: string): JsonSchemaProps | undefined {
  return ownMember(schema.properties, key) ?? additionalOf(schema);
}

/** The schemas right below one, with the path that leads there as messages write it. */
export function membersOf(schema: JsonSchemaProps): Member[] {
  const list = (key: 'allOf' | 'anyOf' | 'oneOf'): Member[] =>
    (schema[key] ?? []).map((each, at) => [`${key}[${at}]`, each]);
  const map = (key: 'properties' | 'patternProperties' | 'definitions'): Member[] =>
    Object.entries(schema[key] ?? {}).map(([name, each]) => [`${key}[${name}]`, each]);
  const { items, not, additionalProperties, additionalItems, dependencies = {} } = schema;
  const one = (key: string, member: unknown): Member[] => (isSchema(member) ? [[key, member]] : []);
  return [
    ...one('items', items),
    ...(Array.isArray(items) ? items : []).map((each, at): Member => [`items[${at}]`, each]),
    ...list('allOf'),
    ...list('anyOf'),
    ...list('oneOf'),
    ...one('not', not),
    ...map('properties'),
    ...one('additionalProperties', additionalProperties),
    ...map('patternProperties'),
    ...one('additionalItems', additionalItems),
    ...map('definitions'),
    ...Object.entries(dependencies).flatMap(([key, each]) => one(`dependencies[${key}]`, each)),
  ];
}

/** Whether a schema or any below it is as asked (apiextensions `SchemaHas`). */
export function schemaHas(
  schema: JsonSchemaProps | undefined,
  is: (schema: JsonSchemaProps) => boolean,
): boolean {
  if (schema === undefined) return false;
  return is(schema) || membersOf(schema).some(([, member]) => schemaHas(member, is));
}

function isSchema(value: unknown): value is JsonSchemaProps {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
