import { isIP } from 'node:net';
import { DurationError, parseGoDurationMs } from '../config-file/go-duration.js';

/** The value of a flag by its type, as upstream's `--help` names types. */
export type FlagValue = string | boolean | number | readonly string[] | ReadonlyMap<string, string>;

/** What Go's parsers say about a text they do not take. */
export class FlagValueError extends Error {}

const parsers: Readonly<Record<string, (text: string) => FlagValue>> = {
  bool: parseBool,
  int: (text) => parseInteger(text, 'ParseInt'),
  int32: (text) => parseInteger(text, 'ParseInt'),
  Level: (text) => parseInteger(text, 'ParseInt'),
  float: parseFloatingPoint,
  float32: parseFloatingPoint,
  duration: parseDurationMs,
  ip: parseIp,
  strings: splitList,
  stringArray: (text) => [text],
  mapStringString: parsePairs,
  stringToString: parsePairs,
  colonSeparatedMultimapStringString: parsePairs,
};

/** Reads one value; throws {@link FlagValueError}. Durations are milliseconds. */
export function parseFlagValue(type: string, text: string): FlagValue {
  return parsers[type]?.(text) ?? text;
}

/** A flag that is given again adds to its list or map, else it replaces the value. */
export function combineFlagValues(before: FlagValue | undefined, value: FlagValue): FlagValue {
  if (Array.isArray(before) && Array.isArray(value)) return [...before, ...value];
  if (before instanceof Map && value instanceof Map) return new Map([...before, ...value]);
  return value;
}

function parseBool(text: string): boolean {
  if (/^(1|t|T|TRUE|true|True)$/.test(text)) return true;
  if (/^(0|f|F|FALSE|false|False)$/.test(text)) return false;
  throw new FlagValueError(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`);
}

function parseInteger(text: string, parser: string): number {
  const refuse = (why: string) =>
    new FlagValueError(`strconv.${parser}: parsing ${JSON.stringify(text)}: ${why}`);
  if (!/^[-+]?(\d+|0x[\da-f]+|0o[0-7]+|0b[01]+)$/i.test(text)) throw refuse('invalid syntax');
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw refuse('value out of range');
  return value;
}

function parseFloatingPoint(text: string): number {
  if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return Number(text);
  throw new FlagValueError(`strconv.ParseFloat: parsing ${JSON.stringify(text)}: invalid syntax`);
}

function parseDurationMs(text: string): number {
  try {
    return parseGoDurationMs(text);
  } catch (error) {
    throw error instanceof DurationError ? new FlagValueError(error.message) : error;
  }
}

function parseIp(text: string): string {
  if (isIP(text.trim()) !== 0) return text.trim();
  throw new FlagValueError(`failed to parse IP: ${JSON.stringify(text)}`);
}

/** pflag's StringSlice: one line of CSV. */
function splitList(text: string): readonly string[] {
  return text === '' ? [] : text.split(',').map((item) => item.replace(/^"(.*)"$/, '$1'));
}

function parsePairs(text: string): ReadonlyMap<string, string> {
  const items = text.split(',').filter((item) => item !== '');
  return new Map(
    items.map((item) => {
      const at = item.indexOf('=');
      const key = (at < 0 ? item : item.slice(0, at)).trim();
      return [key, at < 0 ? '' : item.slice(at + 1).trim()];
    }),
  );
}
