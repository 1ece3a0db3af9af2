import { invariant } from '@drillyard/errors';
import {
  type FieldSchema,
  type FieldType,
  type ObjectSchema,
  schemaOf,
} from '@drillyard/kube-schema';
import { dumpQuantity } from './dump-quantity.js';
import { goFieldName } from './go-field-names.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What upstream feeds to its hashes: a Go value with the names of its types and fields
 * (k8s.io/utils `dump.ForHash`, which is go-spew's `%#v`). Lists and maps that are empty are nil,
 * as they are once read from storage. `name` is upstream's: `io.k8s.api.core.v1.PodTemplateSpec`.
 */
export function goDump(value: object, name: string): string {
  return `(${shortName(name)})${dumpStruct(value as Fields, structOf(name))}`;
}

function structOf(name: string): ObjectSchema {
  const schema = schemaOf(name);
  invariant(schema, `no type ${name} in the API`);
  return schema;
}

/** Each field with its type; embedded structs are fields of their own name. */
function dumpStruct(value: Fields, schema: ObjectSchema): string {
  const parts: string[] = [];
  let embedded: { name: string; parts: string[] } | undefined;
  const close = () => {
    if (embedded !== undefined) {
      parts.push(`${embedded.name}:(v1.${embedded.name}){${embedded.parts.join(' ')}}`);
    }
    embedded = undefined;
  };
  for (const field of schema.fields) {
    if (field.embeddedIn !== embedded?.name) close();
    if (field.embeddedIn !== undefined) embedded ??= { name: field.embeddedIn, parts: [] };
    const name = goFieldName(shortName(schema.name), field.name);
    (embedded?.parts ?? parts).push(`${name}:${dumpField(value[field.name], field)}`);
  }
  close();
  return `{${parts.join(' ')}}`;
}

function dumpField(value: unknown, { type, pointer }: FieldSchema): string {
  const typeName = goTypeName(type);
  if (!pointer) return `(${typeName})${dumpValue(value, type)}`;
  if (value === undefined || value === null) return `(*${typeName})<nil>`;
  return `(*${typeName})${dumpValue(value, type)}`;
}

function dumpValue(value: unknown, type: FieldType): string {
  switch (type.kind) {
    case 'object':
      return dumpStruct(Object(value ?? {}), structOf(type.name));
    case 'list':
      return dumpList(value as readonly unknown[] | undefined, type.items);
    case 'map':
      return dumpMap(Object(value ?? {}), type.values);
    case 'boolean':
      return String(value ?? false);
    case 'string':
      return String(value ?? '');
    case 'quantity':
      return dumpQuantity(String(value ?? '0'));
    case 'intOrString':
      return typeof value === 'string'
        ? `{Type:(intstr.Type)1 IntVal:(int32)0 StrVal:(string)${value}}`
        : `{Type:(intstr.Type)0 IntVal:(int32)${Number(value ?? 0)} StrVal:(string)}`;
    case 'time':
      return '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';
    default:
      return String(value ?? 0);
  }
}

function dumpList(values: readonly unknown[] = [], items: FieldType): string {
  if (values.length === 0) return '<nil>';
  return `[${values.map((value) => dumpValue(value, items)).join(' ')}]`;
}

function dumpMap(values: Fields, type: FieldType): string {
  const keys = Object.keys(values).sort();
  if (keys.length === 0) return '<nil>';
  return `map[${keys.map((key) => `${key}:${dumpValue(values[key], type)}`).join(' ')}]`;
}

const plainNames: Readonly<Record<string, string>> = { string: 'string', boolean: 'bool' };

function goTypeName(type: FieldType): string {
  if (type.kind === 'object') return shortName(type.name);
  if (type.goName !== undefined) return type.goName;
  if (type.kind === 'list') return `[]${goTypeName(type.items)}`;
  if (type.kind === 'map') return `map[string]${goTypeName(type.values)}`;
  return plainNames[type.kind] ?? type.kind;
}

/** `io.k8s.api.core.v1.Container` → `v1.Container`. */
function shortName(name: string): string {
  return name.split('.').slice(-2).join('.');
}
