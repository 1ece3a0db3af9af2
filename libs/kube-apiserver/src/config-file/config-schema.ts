/**
 * The shape of a configuration file as Go's structs have it. `goType` is the name upstream's
 * decoder complains with, such as `v1.Level`.
 */
export type ConfigType =
  | { readonly kind: 'string' | 'bool' | 'int' | 'any'; readonly goType: string }
  | { readonly kind: 'list'; readonly items: ConfigType }
  | { readonly kind: 'map'; readonly values: ConfigType }
  | ConfigStruct;

export interface ConfigStruct {
  readonly kind: 'struct';
  /** Without its package: `PolicyRule`. */
  readonly name: string;
  /** Such as `v1`. */
  readonly goPackage: string;
  readonly fields: Readonly<Record<string, ConfigType>>;
}

export const string: ConfigType = { kind: 'string', goType: 'string' };
export const bool: ConfigType = { kind: 'bool', goType: 'bool' };
export const int: ConfigType = { kind: 'int', goType: 'int' };

/** An object inside of another, which is decoded by those who know its kind. */
export const embedded: ConfigType = { kind: 'any', goType: 'runtime.RawExtension' };

/** A string that has a type of its own. */
export function stringOf(goType: string): ConfigType {
  return { kind: 'string', goType };
}

export function listOf(items: ConfigType): ConfigType {
  return { kind: 'list', items };
}

export function goTypeOf(type: ConfigType): string {
  switch (type.kind) {
    case 'list':
      return `[]${goTypeOf(type.items)}`;
    case 'map':
      return `map[string]${goTypeOf(type.values)}`;
    case 'struct':
      return `${type.goPackage}.${type.name}`;
    default:
      return type.goType;
  }
}
