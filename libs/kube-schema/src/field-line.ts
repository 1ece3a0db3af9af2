import type { FieldSchema, FieldType } from './schema.js';
import type { TypeNames } from './type-table.js';

const words = new Map<string, FieldType>([
  ['string', { kind: 'string' }],
  ['bool', { kind: 'boolean' }],
  ['int32', { kind: 'int32' }],
  ['int64', { kind: 'int64' }],
  ['double', { kind: 'double', goName: 'float64' }],
  ['bytes', { kind: 'bytes', goName: '[]uint8' }],
  ['time', { kind: 'time', goName: 'v1.Time' }],
  ['microTime', { kind: 'microTime', goName: 'v1.MicroTime' }],
  ['quantity', { kind: 'quantity', goName: 'resource.Quantity' }],
  ['intOrString', { kind: 'intOrString', goName: 'intstr.IntOrString' }],
  ['rawExtension', { kind: 'any', goName: 'runtime.RawExtension' }],
  ['fieldsV1', { kind: 'any', goName: 'v1.FieldsV1' }],
  ['json', { kind: 'any', goName: 'v1.JSON' }],
  ['schemaOrBool', { kind: 'schemaOrBool', goName: 'v1.JSONSchemaPropsOrBool' }],
  ['schemaOrArray', { kind: 'schemaOrArray', goName: 'v1.JSONSchemaPropsOrArray' }],
  [
    'schemaOrStringArray',
    { kind: 'schemaOrStringArray', goName: 'v1.JSONSchemaPropsOrStringArray' },
  ],
]);

/**
 * Reads one field of the type table: `name wire type flags…`, such as
 * `conditions 6 []apps.v1.DeploymentCondition list=map:type patch=merge key=type`.
 */
export function parseField(line: string, names: TypeNames): FieldSchema {
  const [name = '', wire = '', typeWord = '', ...flags] = line.split(' ');
  const numbers = wire === '-' ? [0] : wire.split('.').map(Number);
  const value = (flag: string) =>
    flags.find((word) => word.startsWith(`${flag}=`))?.slice(flag.length + 1);
  const [listType, keys] = value('list')?.split(':') ?? [];
  const mapType = value('map');
  const patchStrategy = value('patch');
  const patchMergeKey = value('key');
  const declared = value('default');
  const embeddedIn = numbers[0] === 0 ? 'TypeMeta' : value('in');
  const pointer = typeWord.startsWith('*');
  return {
    name,
    type: parseType(pointer ? typeWord.slice(1) : typeWord, names),
    required: flags.includes('required'),
    number: numbers.at(-1) ?? 0,
    within: numbers.slice(0, -1),
    pointer,
    omit: flags.includes('always') ? 'never' : flags.includes('omitzero') ? 'zero' : 'empty',
    ...(declared !== undefined && { default: JSON.parse(declared) as string | number | boolean }),
    ...(embeddedIn !== undefined && { embeddedIn }),
    ...(listType !== undefined && { listType: listType as 'atomic' | 'set' | 'map' }),
    ...(keys !== undefined && { listMapKeys: keys.split(',') }),
    ...(mapType !== undefined && { mapType: mapType as 'atomic' | 'granular' }),
    ...(patchStrategy !== undefined && { patchStrategy }),
    ...(patchMergeKey !== undefined && { patchMergeKey }),
  };
}

function parseType(word: string, names: TypeNames): FieldType {
  const known = words.get(word);
  if (known) return known;
  if (word.startsWith('[]')) return { kind: 'list', items: parseType(word.slice(2), names) };
  if (word.startsWith('{}')) return { kind: 'map', values: parseType(word.slice(2), names) };
  if (word.startsWith('*')) return parseType(word.slice(1), names);
  if (word.startsWith('~'))
    return { ...parseType(word.slice(1), names), wrapped: true } as FieldType;
  const colon = word.indexOf(':');
  const named = colon < 0 ? word : word.slice(0, colon);
  const goName = named.split('.').slice(-2).join('.');
  if (colon < 0) return { kind: 'object', name: names.expand(word), goName };
  const values = names.enums.get(named);
  const underlying = parseType(word.slice(colon + 1), names);
  return { ...underlying, goName, ...(values && { enum: values }) } as FieldType;
}
