import type { GroupVersionKind } from '@drillyard/kube-objects';
import { parseField } from './field-line.js';
import type { ObjectSchema } from './schema.js';
import { typeTable } from './tables/types.generated.js';

/** What the head of the type table declares. Types themselves are parsed when first asked for. */
interface TypeIndex {
  /** Lines of each type by upstream name. */
  readonly blocks: ReadonlyMap<string, string>;
  /** Upstream names by `group/version/kind`. */
  readonly kinds: ReadonlyMap<string, string>;
  readonly kindsByName: ReadonlyMap<string, string>;
  readonly names: TypeNames;
  /** Every `group/version` upstream's scheme knows, served or not. */
  readonly scheme: readonly string[];
}

/** How the words of the table stand for upstream's names. */
export interface TypeNames {
  /** `core.v1.Pod` → `io.k8s.api.core.v1.Pod`. */
  expand(short: string): string;
  readonly enums: ReadonlyMap<string, readonly string[]>;
}

const metaPackage = 'io.k8s.apimachinery.pkg.apis.meta.v1';
/** Options may be sent in the words of any group version (apimachinery `metav1.AddToGroupVersion`). */
const optionKinds = /^(Create|Update|Patch|Delete|Get|List)Options$|^WatchEvent$/;
/** Kinds of package meta/v1 that upstream registers as `v1`. */
const unversionedKinds = ['Status', 'APIVersions', 'APIGroupList', 'APIGroup', 'APIResourceList'];

let index: TypeIndex | undefined;
const schemas = new Map<string, ObjectSchema>();

/**
 * The schema of a kind, or of any type by its upstream name; undefined for what the API does not
 * know. List kinds (`RoleList`) and options (`DeleteOptions`, of any group version) are kinds too.
 */
export function schemaOf(type: GroupVersionKind | string): ObjectSchema | undefined {
  const name = typeof type === 'string' ? type : typeNameOf(type);
  if (name === undefined) return undefined;
  const known = schemas.get(name);
  if (known) return known;
  const schema = parseType(name);
  if (schema) schemas.set(name, schema);
  return schema;
}

/** Upstream names of all types in the graph. */
export function typeNames(): IterableIterator<string> {
  return typeIndex().blocks.keys();
}

/** Every group version of upstream's scheme, as `group/version`: those options exist in. */
export function schemeGroupVersions(): readonly string[] {
  return typeIndex().scheme;
}

function typeNameOf({ group, version, kind }: GroupVersionKind): string | undefined {
  const { kinds, blocks } = typeIndex();
  const own = kinds.get(`${group}/${version}/${kind}`);
  if (own !== undefined) return own;
  return optionKinds.test(kind) && blocks.has(`${metaPackage}.${kind}`)
    ? `${metaPackage}.${kind}`
    : undefined;
}

function typeIndex(): TypeIndex {
  index ??= buildIndex();
  return index;
}

function buildIndex(): TypeIndex {
  const blocks = new Map<string, string>();
  const kinds = new Map<string, string>();
  const enums = new Map<string, readonly string[]>();
  const packages = new Map<string, { prefix: string; groupVersion: string | undefined }>();
  let scheme: readonly string[] = [];
  const expand = (short: string) => {
    const dot = short.lastIndexOf('.');
    return `${packages.get(short.slice(0, dot))?.prefix}${short.slice(dot)}`;
  };
  const [head = '', ...types] = typeTable.trim().split('\ntype ');
  for (const line of head.split('\n')) {
    const [word, name = '', rest = '', served] = line.split(' ');
    if (word === 'package') packages.set(name, { prefix: rest, groupVersion: served });
    else if (word === 'enum') enums.set(name, line.slice(6 + name.length).split('|'));
    else scheme = line.split(' ').slice(1);
  }
  for (const block of types) {
    const [short = '', ...flags] = (block.split('\n', 1)[0] ?? '').split(' ');
    const name = expand(short);
    blocks.set(name, block);
    const dot = short.lastIndexOf('.');
    const groupVersion = packages.get(short.slice(0, dot))?.groupVersion;
    const kind = short.slice(dot + 1);
    if (groupVersion !== undefined && flags.includes('kind')) {
      kinds.set(`${groupVersion}/${kind}`, name);
    }
  }
  for (const kind of unversionedKinds) kinds.set(`/v1/${kind}`, `${metaPackage}.${kind}`);
  for (const kind of ['PartialObjectMetadata', 'PartialObjectMetadataList']) {
    kinds.set(`meta.k8s.io/v1/${kind}`, `${metaPackage}.${kind}`);
  }
  const kindsByName = new Map([...kinds].map(([kind, name]) => [name, kind]));
  return { blocks, kinds, kindsByName, names: { expand, enums }, scheme };
}

function parseType(name: string): ObjectSchema | undefined {
  const { blocks, kindsByName, names } = typeIndex();
  const block = blocks.get(name);
  if (block === undefined) return undefined;
  const [head = '', ...lines] = block.split('\n ');
  const fields = lines.map((line) => parseField(line, names));
  const flag = (word: string) => head.split(' ').find((part) => part.startsWith(`${word}=`));
  const mapType = flag('map')?.slice(4) as 'atomic' | 'granular' | undefined;
  const unions = flag('unions')?.slice(7);
  const gvk = kindsByName.get(name)?.split('/');
  return {
    name,
    fields,
    fieldsByName: new Map(fields.map((field) => [field.name, field])),
    ...(gvk && { gvk: { group: gvk[0] ?? '', version: gvk[1] ?? '', kind: gvk[2] ?? '' } }),
    ...(mapType && { mapType }),
    ...(unions !== undefined && { unions: JSON.parse(unions) }),
  };
}
