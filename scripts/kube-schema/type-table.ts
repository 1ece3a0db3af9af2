import type { GoField, GoType } from './go-declarations.js';
import type { OpenApiFacts } from './open-api-facts.js';
import type { ServedPackage } from './served-packages.js';

/** Types with a JSON form of their own, by the word the table has for them. */
const wellKnown = new Map([
  ['k8s.io/apimachinery/pkg/api/resource.Quantity', 'quantity'],
  ['k8s.io/apimachinery/pkg/apis/meta/v1.Time', 'time'],
  ['k8s.io/apimachinery/pkg/apis/meta/v1.MicroTime', 'microTime'],
  ['k8s.io/apimachinery/pkg/apis/meta/v1.FieldsV1', 'fieldsV1'],
  ['k8s.io/apimachinery/pkg/runtime.RawExtension', 'rawExtension'],
  ['k8s.io/apimachinery/pkg/util/intstr.IntOrString', 'intOrString'],
  ['k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.JSON', 'json'],
  [
    'k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.JSONSchemaPropsOrBool',
    'schemaOrBool',
  ],
  [
    'k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.JSONSchemaPropsOrArray',
    'schemaOrArray',
  ],
  [
    'k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.JSONSchemaPropsOrStringArray',
    'schemaOrStringArray',
  ],
]);

const builtin = new Map([
  ['string', 'string'],
  ['bool', 'bool'],
  ['int32', 'int32'],
  ['int64', 'int64'],
  ['float64', 'double'],
  ['[]byte', 'bytes'],
]);

interface FlatField {
  readonly field: GoField;
  readonly owner: Located;
  /** Wire number of each message on the way, joined by dots; `-` where there is none. */
  readonly wire: string;
  /** Names of the embedded structs on the way, joined by dots. */
  readonly embedded: string;
}

interface Located {
  readonly type: GoType;
  readonly package: ServedPackage;
}

/** Writes the type graph of the served packages as lines; {@link parseTypeTable} reads them. */
export class TypeTable {
  private readonly byPath: ReadonlyMap<string, ServedPackage>;
  private readonly enums = new Map<string, readonly string[]>();
  private readonly pending: Located[] = [];
  private readonly blocks = new Map<string, string>();

  constructor(
    private readonly packages: readonly ServedPackage[],
    private readonly facts: OpenApiFacts,
  ) {
    this.byPath = new Map(packages.map((found) => [found.importPath, found]));
  }

  /** All types that stand on their own in a served group version, and all they are made of. */
  write(alsoNamed: readonly string[]): string {
    for (const found of this.packages) {
      for (const name of found.groupVersion ? found.registered : []) {
        const type = found.types.get(name);
        if (type) this.pending.push({ type, package: found });
      }
    }
    for (const name of alsoNamed) {
      this.pending.push(this.locate(name, this.packages[0] as ServedPackage, new Map()));
    }
    for (let next = this.pending.pop(); next; next = this.pending.pop()) this.writeStruct(next);
    const packageLines = this.packages
      .filter(({ openApiName }) =>
        [...this.blocks.keys()].some((key) => key.startsWith(openApiName)),
      )
      .map(({ short, openApiName, groupVersion }) => {
        const served = groupVersion ? ` ${groupVersion.group}/${groupVersion.version}` : '';
        return `package ${short} ${openApiName}${served}`;
      });
    const enumLines = [...this.enums].sort(byKey).map(([name, values]) => {
      return `enum ${name} ${values.join('|')}`;
    });
    const typeLines = [...this.blocks].sort(byKey).map(([, block]) => block);
    return [...packageLines, ...enumLines, ...typeLines].join('\n');
  }

  private writeStruct(located: Located): void {
    const name = `${located.package.openApiName}.${located.type.name}`;
    if (this.blocks.has(name)) return;
    this.blocks.set(name, '');
    const short = `${located.package.short}.${located.type.name}`;
    const isKind = located.package.registered.has(located.type.name) ? ' kind' : '';
    const lines = [`type ${short}${isKind}${this.facts.ofType(name)}`];
    for (const flat of this.flatten(located, '', [])) lines.push(` ${this.writeField(name, flat)}`);
    this.blocks.set(name, lines.join('\n'));
  }

  /** Fields in the order Go's encoder writes them: those of an embedded struct at its place. */
  private *flatten(owner: Located, path: string, through: readonly string[]): Generator<FlatField> {
    for (const field of owner.type.fields ?? []) {
      const number = /(?:^|,)(\d+)(?:,|$)/.exec(field.protobuf)?.[1];
      const [name, ...options] = field.json.split(',');
      if (name === '-' || (name === '' && /^[a-z]/.test(field.name))) continue;
      if (name === '' && (options.includes('inline') || field.name === '')) {
        const embedded = this.locate(field.type, owner.package, owner.type.imports);
        const innerPath = number === undefined ? path : `${path}${number}.`;
        yield* this.flatten(embedded, innerPath, [...through, embedded.type.name]);
      } else {
        const travels = number !== undefined && owner.type.name !== 'TypeMeta';
        const wire = travels ? `${path}${number}` : '-';
        yield { field, owner, wire, embedded: through.join('.') };
      }
    }
  }

  private writeField(struct: string, { field, owner, wire, embedded }: FlatField): string {
    const [name = '', ...options] = field.json.split(',');
    const flags = [
      ...(embedded && embedded !== 'TypeMeta' ? [`in=${embedded}`] : []),
      ...(options.includes('omitzero') ? ['omitzero'] : []),
      ...(options.includes('omitempty') || options.includes('omitzero') ? [] : ['always']),
    ];
    const type = this.writeType(field.type, owner);
    const jsonName = name || field.name;
    const value = defaultOf(field, owner.package);
    if (value !== undefined) flags.push(`default=${value}`);
    return [jsonName, wire, type, ...flags, ...this.facts.ofField(struct, jsonName)].join(' ');
  }

  private writeType(type: string, owner: Located): string {
    const word = builtin.get(type);
    if (word !== undefined) return word;
    if (type.startsWith('*')) return `*${this.writeType(type.slice(1), owner)}`;
    if (type.startsWith('[]')) return `[]${this.writeType(type.slice(2), owner)}`;
    const map = /^map\[[^\]]+\](.*)$/.exec(type);
    if (map?.[1] !== undefined) return `{}${this.writeType(map[1], owner)}`;
    const named = this.locate(type, owner.package, owner.type.imports);
    const full = `${named.package.importPath}.${named.type.name}`;
    const known = wellKnown.get(full);
    if (known !== undefined) return known;
    const short = `${named.package.short}.${named.type.name}`;
    if (named.type.fields) {
      this.pending.push(named);
      return short;
    }
    const underlying = named.type.underlying ?? '';
    if (named.type.alias) return this.writeType(underlying, named);
    const values = named.package.constants.get(named.type.name);
    if (named.type.isEnum && values) {
      const texts = values.map((value) => {
        if (typeof value === 'string') return value;
        return this.byPath.get(value.importPath)?.constantValues.get(value.name);
      });
      this.enums.set(short, [...new Set(texts.filter((text) => typeof text === 'string'))].sort());
    }
    const wrapped = this.facts.isMessage(named.package.importPath, named.type.name) ? '~' : '';
    return `${short}:${wrapped}${this.writeType(underlying, named)}`;
  }

  private locate(type: string, from: ServedPackage, imports: ReadonlyMap<string, string>): Located {
    const [first = '', second] = type.replace(/^\*/, '').split('.');
    const path = second === undefined ? from.importPath : (imports.get(first) ?? first);
    const home = this.byPath.get(path);
    const found = home?.types.get(second ?? first);
    if (!home || !found) throw new Error(`${from.importPath} uses ${type}, which is not read`);
    return { type: found, package: home };
  }
}

/** JSON, or a reference to a constant of the same package. */
function defaultOf(field: GoField, home: ServedPackage): string | undefined {
  const constant = /^ref\((\w+)\)$/.exec(field.default ?? '')?.[1];
  if (constant === undefined) return field.default;
  return JSON.stringify(home.constantValues.get(constant));
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
