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
  readonly constants: ReadonlyMap<string, readonly GoConstant['value'][]>;
  /** Values of all string constants by name. */
  readonly constantValues: ReadonlyMap<string, GoConstant['value']>;
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
  /** What the marker `+default=` says, as it stands there. */
  readonly default?: string;
}

const skipped = /(_test|zz_generated.*|generated.*|types_swagger_doc_generated)\.go$/;
const fieldLine = /^\t(?:(\w+)\s+)?([^\s`](?:[^`]*[^\s`])?)\s*(?:`([^`]*)`)?\s*(?:\/\/.*)?$/;

export function readGoPackage(directory: string, importPath: string): GoPackage {
  const types = new Map<string, GoType>();
  const constants = new Map<string, GoConstant['value'][]>();
  const constantValues = new Map<string, GoConstant['value']>();
  const registered = new Set<string>();
  let groupName: string | undefined;
  for (const file of readdirSync(directory).sort()) {
    if (!file.endsWith('.go') || skipped.test(file)) continue;
    const text = readFileSync(join(directory, file), 'utf8').replace(/^\s*\/\*[\s\S]*?\*\//gm, '');
    const imports = readImports(text);
    for (const type of readTypes(text, imports)) types.set(type.name, type);
    for (const { name, type, value } of readConstants(text, imports)) {
      constants.set(type, [...(constants.get(type) ?? []), value]);
      constantValues.set(name, value);
    }
    for (const name of readRegistrations(text)) registered.add(name);
    groupName ??= /^const GroupName = "([^"]*)"/m.exec(text)?.[1];
  }
  return { importPath, types, constants, constantValues, registered, groupName };
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
  let marked: string | undefined;
  for (const line of lines) {
    marked = /^\s*\/\/\s*\+default=(.+)$/.exec(line)?.[1] ?? marked;
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
      ...(marked !== undefined && { default: marked }),
    });
    marked = undefined;
  }
  return fields;
}

/** `Name Type = "value"` or `Name = Type("value")`; the value may be a constant of another package. */
const constantLine = /^\s*(\w+)(?:\s+(\w+))?\s*=\s*(?:(\w+)\()?(?:"([^"]*)"|(\w+)\.(\w+)\))/;

interface GoConstant {
  readonly name: string;
  readonly type: string;
  readonly value: string | { readonly importPath: string; readonly name: string };
}

function* readConstants(text: string, imports: ReadonlyMap<string, string>): Generator<GoConstant> {
  for (const block of text.matchAll(/^const (?:\(([\s\S]*?)^\)|(.*)$)/gm)) {
    for (const line of (block[1] ?? block[2] ?? '').split('\n')) {
      const [, name, declared, cast, text, alias, constant] = constantLine.exec(line) ?? [];
      const type = declared ?? cast;
      if (name === undefined || type === undefined) continue;
      const importPath = imports.get(alias ?? '');
      if (text !== undefined) yield { name, type, value: text };
      else if (importPath !== undefined && constant !== undefined) {
        yield { name, type, value: { importPath, name: constant } };
      }
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
