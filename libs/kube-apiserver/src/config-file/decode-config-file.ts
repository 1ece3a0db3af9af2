import { isMap, parseDocument } from 'yaml';
import { type ConfigStruct, type ConfigType, goTypeOf } from './config-schema.js';

/** A configuration file is written by hand: what is longer is none. */
const configBytesMax = 1024 * 1024;

/** What is wrong with a configuration file, in upstream's words and without its path. */
export class ConfigFileError extends Error {}

/** A file that does not say what it is. */
export class MissingVersionError extends ConfigFileError {}

export interface ConfigFormat {
  readonly apiVersions: Readonly<Record<string, ConfigStruct>>;
  readonly kind: string;
  /** A file that leaves its kind out is refused, not taken for one of this kind. */
  readonly needsKind?: boolean;
  /** Where upstream's scheme is made, as its errors say: `pkg/audit/scheme.go:30`. */
  readonly scheme: string;
}

export interface DecodedConfig {
  readonly apiVersion: string;
  /** Has the types of its struct; fields that were not set are not there. */
  readonly value: Readonly<Record<string, unknown>>;
  /** Unknown and repeated fields, which each format deals with in its own way. */
  readonly strictErrors: readonly string[];
}

/** Reads a YAML or JSON configuration object of one kind. Throws {@link ConfigFileError}. */
export function decodeConfigFile(text: string, format: ConfigFormat): DecodedConfig {
  if (text.length > configBytesMax) {
    throw new ConfigFileError(`longer than ${configBytesMax} bytes`);
  }
  const { value, duplicates } = readYaml(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notAStruct(value);
  const { apiVersion = '', kind = format.kind } = value as { apiVersion?: unknown; kind?: unknown };
  if (format.needsKind === true && !('kind' in value)) {
    throw new ConfigFileError(`Object 'Kind' is missing in '${text}'`);
  }
  const struct = typeof apiVersion === 'string' ? format.apiVersions[apiVersion] : undefined;
  if (apiVersion === '')
    throw new MissingVersionError(`Object 'apiVersion' is missing in '${text}'`);
  if (struct === undefined || kind !== format.kind) {
    throw new ConfigFileError(
      `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme ${JSON.stringify(format.scheme)}`,
    );
  }
  const strictErrors = [...duplicates];
  const { apiVersion: _apiVersion, kind: _kind, ...rest } = value as Record<string, unknown>;
  const decoded = new StructDecoder(strictErrors).decode(rest, struct);
  return { apiVersion: String(apiVersion), value: decoded, strictErrors };
}

function readYaml(text: string): { value: unknown; duplicates: string[] } {
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = text.slice(0, error.pos[0]).split('\n').length;
    throw new ConfigFileError(
      `error converting YAML to JSON: yaml: line ${line}: ${error.message}`,
    );
  }
  const keys = isMap(document.contents)
    ? document.contents.items.map(({ key }) => String(key))
    : [];
  const repeated = keys.filter((key, index) => keys.indexOf(key) < index);
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return {
      value: value ?? {},
      duplicates: [...new Set(repeated)].map(
        (key) => `key ${JSON.stringify(key)} already set in map`,
      ),
    };
  } catch (cause) {
    throw new ConfigFileError(`yaml: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

function notAStruct(value: unknown): ConfigFileError {
  const type = jsonType(value);
  return new ConfigFileError(
    `couldn't get version/kind; json parse error: json: cannot unmarshal ${type} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
  );
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** Decodes as Go's JSON decoder does, and remembers what a strict one would refuse. */
class StructDecoder {
  constructor(private readonly strictErrors: string[]) {}

  decode(value: Readonly<Record<string, unknown>>, struct: ConfigStruct): Record<string, unknown> {
    return this.struct(value, struct, '', '');
  }

  /** `path` has indexes and is for strict errors, `goPath` has none and is for Go's. */
  private struct(
    value: Readonly<Record<string, unknown>>,
    struct: ConfigStruct,
    path: string,
    goPath: string,
  ): Record<string, unknown> {
    const decoded: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(value)) {
      const type = Object.hasOwn(struct.fields, name) ? struct.fields[name] : undefined;
      const memberPath = path === '' ? name : `${path}.${name}`;
      if (type === undefined) this.strictErrors.push(`unknown field ${JSON.stringify(memberPath)}`);
      else if (member !== null) {
        const memberGoPath = goPath === '' ? name : `${goPath}.${name}`;
        decoded[name] = this.value(member, type, struct, memberPath, memberGoPath);
      }
    }
    return decoded;
  }

  private value(
    value: unknown,
    type: ConfigType,
    within: ConfigStruct,
    path: string,
    goPath: string,
  ): unknown {
    if (type.kind === 'any') return value;
    const found = jsonType(value);
    const isFitting =
      type.kind === 'list'
        ? found === 'array'
        : type.kind === 'struct' || type.kind === 'map'
          ? found === 'object'
          : type.kind === 'int'
            ? Number.isSafeInteger(value)
            : found === type.kind;
    if (!isFitting) {
      throw new ConfigFileError(
        `json: cannot unmarshal ${found} into Go struct field ${within.name}.${goPath} of type ${goTypeOf(type)}`,
      );
    }
    if (type.kind === 'list') {
      // isFitting has seen that it is one.
      return (value as readonly unknown[]).map((item, index) =>
        this.value(item, type.items, within, `${path}[${index}]`, goPath),
      );
    }
    const members = value as Readonly<Record<string, unknown>>;
    if (type.kind === 'struct') return this.struct(members, type, path, goPath);
    if (type.kind !== 'map') return value;
    const entries = Object.entries(members).map(([key, member]) => {
      return [key, this.value(member, type.values, within, `${path}.${key}`, goPath)] as const;
    });
    return Object.fromEntries(entries);
  }
}
