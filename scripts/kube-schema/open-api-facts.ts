import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Definition {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Record<string, unknown>>>;
  readonly [extension: string]: unknown;
}

/** What the Go source does not say in tags: the OpenAPI extensions, and which named types are messages. */
export class OpenApiFacts {
  private readonly definitions: Readonly<Record<string, Definition>>;
  private readonly messages = new Map<string, ReadonlySet<string>>();

  constructor(private readonly source: string) {
    const swagger = readFileSync(join(source, 'api/openapi-spec/swagger.json'), 'utf8');
    this.definitions = JSON.parse(swagger).definitions;
  }

  /** Every group version of the scheme: each has options types (DeleteOptions) of its own. */
  groupVersions(): string[] {
    const options = this.definitions['io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions'];
    const kinds = options?.['x-kubernetes-group-version-kind'] as {
      group: string;
      version: string;
    }[];
    return kinds.map(({ group, version }) => `${group}/${version}`);
  }

  ofType(name: string): string {
    const definition = this.definitions[name];
    const mapType = definition?.['x-kubernetes-map-type'];
    const unions = definition?.['x-kubernetes-unions'];
    return [
      mapType === undefined ? '' : ` map=${mapType}`,
      unions === undefined ? '' : ` unions=${JSON.stringify(unions)}`,
    ].join('');
  }

  ofField(struct: string, field: string): string[] {
    const definition = this.definitions[struct];
    const property = definition?.properties?.[field];
    const flags: string[] = definition?.required?.includes(field) ? ['required'] : [];
    const keys = property?.['x-kubernetes-list-map-keys'];
    const add = (flag: string, extension: string, suffix = '') => {
      const value = property?.[extension];
      if (value !== undefined) flags.push(`${flag}=${value}${suffix}`);
    };
    add('list', 'x-kubernetes-list-type', Array.isArray(keys) ? `:${keys.join(',')}` : '');
    add('map', 'x-kubernetes-map-type');
    add('patch', 'x-kubernetes-patch-strategy');
    add('key', 'x-kubernetes-patch-merge-key');
    return flags;
  }

  /** Whether a named slice is a message of its own on the wire, with the elements as field 1. */
  isMessage(importPath: string, type: string): boolean {
    let found = this.messages.get(importPath);
    if (!found) {
      const file = join(this.source, 'staging/src', importPath, 'generated.proto');
      const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
      found = new Set([...text.matchAll(/^message (\w+) \{/gm)].map((match) => match[1] ?? ''));
      this.messages.set(importPath, found);
    }
    return found.has(type);
  }
}
