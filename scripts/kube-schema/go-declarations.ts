import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Reads the type declarations of one Go package: enough of Go for API types, which upstream
 * writes one field a line. Function bodies and build tags are passed over.
 */
export interface GoPackage {
  /** Import path, such as `k8s.io/api/core/v1`. */
  readonly importPath: string;
  readonly types: ReadonlyMap<string, GoType>;
  /** Values of the string constants of each named type, in source order. */
  readonly constants: ReadonlyMap<string, readonly string[]>;
  /** Types passed to `scheme.AddKnownTypes`. */
  readonly registered: ReadonlySet<string>;
  readonly groupName: string | undefined;
}

export interface GoType {
  readonly name: string;
  /** Of a struct. */
  readonly fields?: readonly GoField[];
  /** Of anything else: what it is declared as, with the imports in force. */
  readonly underlying?: string;
  /** Declared with `=`: another name of the same type. */
  readonly alias: boolean;
  readonly imports: ReadonlyMap<string, string>;
  /** Marked `+enum`. */
  readonly isEnum: boolean;
}

export interface GoField {
  /** Empty for an embedded type. */
  readonly name: string;
  readonly type: string;
  readonly json: string;
  readonly protobuf: string;
}

const skipped = /(_test|zz_generated.*|generated.*|types_swagger_doc_generated)\.go$/;
const fieldLine = /^\t(?:(\w+)\s+)?([^\s`](?:[^`]*[^\s`])?)\s*(?:`([^`]*)`)?\s*(?:\/\/.*)?$/;

export function readGoPackage(directory: string, importPath: string): GoPackage {
  const types = new Map<string, GoType>();
  const constants = new Map<string, string[]>();
  const registered = new Set<string>();
  let groupName: string | undefined;
  for (const file of readdirSync(directory).sort()) {
    if (!file.endsWith('.go') || skipped.test(file)) continue;
    const text = readFileSync(join(directory, file), 'utf8').replace(/^\s*\/\*[\s\S]*?\*\//gm, '');
    const imports = readImports(text);
    for (const type of readTypes(text, imports)) types.set(type.name, type);
    for (const [type, value] of readConstants(text)) {
      constants.set(type, [...(constants.get(type) ?? []), value]);
    }
    for (const name of readRegistrations(text)) registered.add(name);
    groupName ??= /^const GroupName = "([^"]*)"/m.exec(text)?.[1];
  }
  return { importPath, types, constants, registered, groupName };
}

function readImports(text: string): Map<string, string> {
  const imports = new Map<string, string>();
  for (const block of text.matchAll(/^import (?:\(([\s\S]*?)^\)|(.*)$)/gm)) {
    for (const line of (block[1] ?? block[2] ?? '').split('\n')) {
      const match = /^\s*(\w+\s+)?"([^"]+)"/.exec(line);
      const path = match?.[2];
      if (path !== undefined) imports.set(match?.[1]?.trim() ?? path.split('/').pop() ?? '', path);
    }
  }
  return imports;
}

function* readTypes(text: string, imports: ReadonlyMap<string, string>): Generator<GoType> {
  const lines = text.split('\n');
  let comment = '';
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.startsWith('//')) {
      comment += `${line}\n`;
      continue;
    }
    const declaration = /^type (\w+)( =)? ([^/]+?)(?:\s*\/\/.*)?$/.exec(line);
    const name = declaration?.[1];
    if (declaration && name !== undefined) {
      const isEnum = /^\/\/ \+enum$/m.test(comment);
      const shared = { name, imports, isEnum, alias: declaration[2] !== undefined };
      const body = declaration[3] ?? '';
      if (body === 'struct{}') yield { ...shared, fields: [] };
      else if (body.startsWith('struct')) {
        const end = lines.indexOf('}', at);
        yield { ...shared, fields: readFields(lines.slice(at + 1, end)) };
        at = end;
      } else yield { ...shared, underlying: body };
    }
    comment = '';
  }
}

function readFields(lines: readonly string[]): GoField[] {
  const fields: GoField[] = [];
  for (const line of lines) {
    const match = fieldLine.exec(line);
    // Untagged lines that are no field belong to structs that never travel.
    if (/^\s*(\/\/.*)?$/.test(line) || (!match && !line.includes('`'))) continue;
    if (!match?.[2]) throw new Error(`cannot read the Go field: ${line}`);
    const tags = match[3] ?? '';
    const tag = (name: string) => new RegExp(`\\b${name}:"([^"]*)"`).exec(tags)?.[1] ?? '';
    fields.push({
      name: match[1] ?? '',
      type: match[2],
      json: tag('json'),
      protobuf: tag('protobuf'),
    });
  }
  return fields;
}

function* readConstants(text: string): Generator<[type: string, value: string]> {
  for (const block of text.matchAll(/^const (?:\(([\s\S]*?)^\)|(.*)$)/gm)) {
    for (const line of (block[1] ?? block[2] ?? '').split('\n')) {
      const match = /^\s*\w+\s+(\w+)\s*=\s*"([^"]*)"/.exec(line);
      if (match?.[1] !== undefined && match[2] !== undefined) yield [match[1], match[2]];
    }
  }
}

function* readRegistrations(text: string): Generator<string> {
  for (const call of text.matchAll(
    /AddKnownTypes\((?:\w+\.)?SchemeGroupVersion,([\s\S]*?)\n\t\)/g,
  )) {
    for (const match of (call[1] ?? '').matchAll(/&(\w+)\{\}/g)) yield match[1] ?? '';
  }
}
