import { invariant } from '@drillyard/errors';
import { encodeBase64 } from '../base64.js';
import type { JsonNotes } from '../json/parse-json.js';
import { sortKeys } from '../json/serialize.js';
import { setOwn } from '../json/set-own.js';
import type { FieldType, ObjectSchema } from '../schema.js';
import { schemaOf } from '../type-table.js';
import { DecodeError } from './decode-error.js';
import { decodeScalar } from './decode-scalar.js';
import { decodeWellKnown } from './decode-well-known.js';
import { goStructName, goTypeName, jsonTypeName } from './go-types.js';
import { StrictErrors } from './strict-errors.js';
import { writeStruct } from './write-struct.js';
import { zeroValue } from './zero-value.js';

type JsonObject = Readonly<Record<string, unknown>>;

const jsonSchemaProps = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps';

/**
 * Decodes a value as upstream's JSON decoder would into a Go struct, and writes it again. Fields
 * are visited in the order of the input, so that the first mistake is the one upstream reports.
 */
export class ObjectDecoder {
  private readonly strict: StrictErrors;
  /** The first value of a wrong type; upstream goes on decoding and reports it at the end. */
  private savedError: string | undefined;
  private readonly fieldStack: string[] = [];
  private struct = '';

  constructor(
    strict: boolean,
    private readonly notes?: JsonNotes,
  ) {
    this.strict = new StrictErrors(strict);
  }

  get strictErrors(): readonly string[] {
    return this.strict.messages;
  }

  decode(value: unknown, schema: ObjectSchema): Record<string, unknown> {
    const type = { kind: 'object', name: schema.name } as const;
    const decoded = this.decodeValue(type, value, [], 0) ?? zeroValue(type);
    if (this.savedError !== undefined) throw new DecodeError(this.savedError);
    return decoded as Record<string, unknown>;
  }

  /** Undefined for null, and for what has not the right type. */
  private decodeValue(type: FieldType, value: unknown, holder: object, key: string | number) {
    switch (type.kind) {
      case 'any':
        return value ?? undefined;
      case 'quantity':
      case 'time':
      case 'microTime':
      case 'intOrString':
        if (value === null) return undefined;
        return this.decodeWellKnown(type.kind, value, this.literalOf(holder, key));
      case 'schemaOrBool':
      case 'schemaOrArray':
      case 'schemaOrStringArray':
        return this.decodeSchemaOr(type.kind, value);
    }
    if (value === null || value === undefined) return undefined;
    if (type.kind === 'object') {
      return isObject(value) ? this.decodeStruct(type.name, value) : this.mismatch(value, type);
    }
    if (type.kind === 'list') {
      return Array.isArray(value) ? this.decodeList(type.items, value) : this.mismatch(value, type);
    }
    if (type.kind === 'map') {
      return isObject(value) ? this.decodeMap(type.values, value) : this.mismatch(value, type);
    }
    if (type.kind === 'bytes' && Array.isArray(value)) return this.decodeByteList(value);
    if (typeof value === 'object') return this.mismatch(value, type);
    const literal = this.literalOf(holder, key);
    const result = decodeScalar(type.kind, value as string | number | boolean, literal);
    if ('value' in result) return result.value;
    if ('mismatch' in result) return this.mismatch(value, type, result.mismatch);
    this.savedError ??= result.problem;
    return undefined;
  }

  /** A mistake in a type that decodes itself ends upstream's decoding at once. */
  private decodeWellKnown(...input: Parameters<typeof decodeWellKnown>): unknown {
    const result = decodeWellKnown(...input);
    if ('value' in result) return result.value;
    if ('problem' in result) throw new DecodeError(result.problem);
    throw new DecodeError(this.typeError(result.mismatch, result.goType));
  }

  private decodeStruct(name: string, value: JsonObject): Record<string, unknown> {
    const schema = schemaOf(name);
    invariant(schema, `the type table refers to ${name} and does not have it`);
    const decoded = new Map<string, unknown>();
    const outerStruct = this.struct;
    this.visitKeys(value, schema, (key) => {
      const field = schema.fieldsByName.get(key);
      if (!field) {
        this.strict.add('unknown field', key);
        return;
      }
      const depth = this.fieldStack.length;
      this.struct = goStructName(schema);
      if (field.embeddedIn !== undefined) this.fieldStack.push(field.embeddedIn);
      this.fieldStack.push(key);
      const member = this.strict.at(key, () => {
        return this.decodeValue(field.type, value[key], value, key);
      });
      if (member !== undefined) decoded.set(key, member);
      this.fieldStack.length = depth;
      this.struct = outerStruct;
    });
    return writeStruct(schema, decoded);
  }

  private decodeList(type: FieldType, list: readonly unknown[]): unknown[] {
    return list.map((item, at) => {
      const decoded = this.strict.at(at, () => this.decodeValue(type, item, list, at));
      return decoded === undefined ? zeroValue(type) : decoded;
    });
  }

  /** Go takes a list of numbers for bytes, too. */
  private decodeByteList(list: readonly unknown[]): string {
    const bytes = list.map((item) => {
      const isByte = typeof item === 'number' && Number.isInteger(item) && item >= 0 && item < 256;
      if (isByte || item === null) return Number(item);
      const written = typeof item === 'number' ? `number ${item}` : jsonTypeName(item);
      this.savedError ??= this.typeError(written, 'uint8');
      return 0;
    });
    return encodeBase64(Uint8Array.from(bytes));
  }

  private decodeMap(type: FieldType, map: JsonObject): Record<string, unknown> {
    const decoded: Record<string, unknown> = {};
    // Storage turns a null of bytes into no bytes.
    const absent = type.kind === 'bytes' ? '' : zeroValue(type);
    this.visitKeys(map, undefined, (key) => {
      const member = this.strict.at(key, () => this.decodeValue(type, map[key], map, key));
      setOwn(decoded, key, member === undefined ? absent : member);
    });
    return sortKeys(decoded);
  }

  /** JSONSchemaProps, or something simpler in its place (apiextensions `marshal.go`). */
  private decodeSchemaOr(kind: FieldType['kind'], value: unknown): unknown {
    if (isObject(value)) return this.decodeStruct(jsonSchemaProps, value);
    if (kind === 'schemaOrBool') {
      if (typeof value === 'boolean') return value;
      throw new DecodeError('boolean or JSON schema expected');
    }
    if (!Array.isArray(value) || value.length === 0) return undefined;
    const items: FieldType =
      kind === 'schemaOrArray' ? { kind: 'object', name: jsonSchemaProps } : { kind: 'string' };
    return this.decodeList(items, value);
  }

  /** Visits the keys in the order of the text, and each repeated one where it is repeated. */
  private visitKeys(
    value: JsonObject,
    schema: ObjectSchema | undefined,
    visit: (key: string) => void,
  ): void {
    const duplicates = this.notes?.duplicates.get(value);
    let visited = 0;
    for (const key of this.keysOf(value, schema)) {
      visit(key);
      visited++;
      for (const duplicate of duplicates ?? []) {
        if (duplicate.after !== visited) continue;
        const known = !schema || schema.fieldsByName.has(duplicate.key);
        this.strict.add(known ? 'duplicate field' : 'unknown field', duplicate.key);
      }
    }
  }

  private literalOf(holder: object, key: string | number): string | undefined {
    return this.notes?.literals.get(holder)?.get(key);
  }

  /** Notes a value of a wrong type; {@link written} is how messages write it. */
  protected mismatch(value: unknown, type: FieldType, written = jsonTypeName(value)): undefined {
    this.savedError ??= this.typeError(written, goTypeName(type));
  }

  /** The keys in the order they are visited. */
  protected keysOf(value: object, _schema: ObjectSchema | undefined): readonly string[] {
    return Object.keys(value);
  }

  protected typeError(value: string, goType: string): string {
    const place = this.struct
      ? `struct field ${this.struct}.${this.fieldStack.join('.')}`
      : 'value';
    return `json: cannot unmarshal ${value} into Go ${place} of type ${goType}`;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
