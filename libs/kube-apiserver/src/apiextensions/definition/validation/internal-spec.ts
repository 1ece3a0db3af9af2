import { isDeepStrictEqual } from 'node:util';
import type {
  CustomResourceDefinitionSpec,
  DefinitionVersion,
} from '../custom-resource-definition.js';

type Shared = Pick<
  DefinitionVersion,
  'schema' | 'subresources' | 'additionalPrinterColumns' | 'selectableFields'
>;

/**
 * A definition as upstream validates it: what all versions have alike stands once, above them
 * (`Convert_v1_CustomResourceDefinitionSpec_To_apiextensions_…`). Its error messages name that
 * place: `spec.validation` rather than `spec.versions[0].schema`.
 */
export interface InternalSpec {
  readonly shared: Shared;
  /** Without what they share. */
  readonly versions: readonly DefinitionVersion[];
}

const keys = [
  'schema',
  'subresources',
  'additionalPrinterColumns',
  'selectableFields',
] as const satisfies readonly (keyof Shared)[];

export function toInternalSpec({ versions = [] }: CustomResourceDefinitionSpec): InternalSpec {
  const [first] = versions;
  if (first === undefined) return { shared: {}, versions: [] };
  const identical = keys.filter((key) =>
    versions.every((version) => isDeepStrictEqual(version[key], first[key])),
  );
  const shared = Object.fromEntries(identical.map((key) => [key, first[key]])) as Shared;
  const others = versions.map((version) => {
    const entries = Object.entries(version).filter(([key]) => !isOneOf(identical, key));
    return Object.fromEntries(entries) as unknown as DefinitionVersion;
  });
  return { shared, versions: others };
}

/** The versions as messages quote them: Go's names, every field. */
export function quotedVersions(versions: readonly DefinitionVersion[]): object[] | null {
  if (versions.length === 0) return null;
  return versions.map((version) => ({
    Name: version.name,
    Served: version.served,
    Storage: version.storage,
    Deprecated: version.deprecated ?? false,
    DeprecationWarning: version.deprecationWarning ?? null,
    Schema: version.schema ?? null,
    Subresources: version.subresources ?? null,
    AdditionalPrinterColumns: version.additionalPrinterColumns ?? null,
    SelectableFields: version.selectableFields ?? null,
  }));
}

function isOneOf(list: readonly string[], key: string): boolean {
  return list.includes(key);
}
