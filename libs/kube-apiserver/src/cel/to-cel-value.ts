import { type CelInput, celEnv, isCelError, parse, plan } from '@bufbuild/cel';
import { bytes, type DeclaredType, double, duration, int, timestamp } from './cel-type.js';

/** Texts that are more than text, by the function that reads them. */
const readers: ReadonlyMap<DeclaredType, (text: string) => CelInput | undefined> = new Map([
  [timestamp, reader('timestamp(text)')],
  [duration, reader('duration(text)')],
  [bytes, (text) => new Uint8Array(Buffer.from(text, 'base64'))],
]);

function reader(source: string): (text: string) => CelInput | undefined {
  const run = plan(celEnv({}), parse(source));
  return (text) => {
    // The environment declares no variables: any name is taken.
    const value = run({ text } as unknown as Record<string, never>);
    return isCelError(value) ? undefined : value;
  };
}

/**
 * JSON as a CEL value of a declared type. Objects become maps of the fields that are declared, so
 * that nothing of JavaScript's own objects can be reached. What does not have the type is null: a
 * schema has refused it before.
 */
export function toCelValue(value: unknown, declared: DeclaredType): CelInput {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return numberOf(value, declared);
  if (typeof value === 'string') return readers.get(declared)?.(value) ?? value;
  if (Array.isArray(value)) {
    const element = declared.kind === 'list' ? declared.element : declared;
    return value.map((item) => toCelValue(item, element));
  }
  if (typeof value !== 'object') return null;
  const members = Object.entries(value).flatMap(([name, member]): [string, CelInput][] => {
    const type = memberType(declared, name);
    return type === undefined || member === undefined ? [] : [[name, toCelValue(member, type)]];
  });
  return new Map(members);
}

function numberOf(value: number, declared: DeclaredType): CelInput {
  if (declared === double) return value;
  if (declared === int || Number.isInteger(value)) return BigInt(Math.trunc(value));
  return value;
}

function memberType(declared: DeclaredType, name: string): DeclaredType | undefined {
  if (declared.kind === 'map') return declared.value;
  return declared.kind === 'object' ? declared.fields.get(name) : declared;
}
