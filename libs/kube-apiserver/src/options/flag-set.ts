import { combineFlagValues, type FlagValue, FlagValueError, parseFlagValue } from './flag-value.js';

/** A command line the program does not start with; the message is all it prints. */
export class CommandLineError extends Error {}

/** One letter for a flag. */
const shorthands: Readonly<Record<string, string>> = { v: 'v', h: 'help' };

/** The types of a program's flags by name, out of a table of names by type. */
export function flagTypes(table: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const entries = Object.entries(table);
  return new Map(entries.flatMap(([type, names]) => names.split(' ').map((name) => [name, type])));
}

/** The flags of one command line, by name and in their types. */
export class FlagSet {
  private constructor(private readonly values: ReadonlyMap<string, FlagValue>) {}

  /**
   * Reads what follows a program's name as cobra and pflag do. Throws {@link CommandLineError}
   * in their words.
   */
  static parse(
    program: string,
    args: readonly string[],
    types: ReadonlyMap<string, string>,
  ): FlagSet {
    const values = new Map<string, FlagValue>();
    const operands: string[] = [];
    const rest = [...args];
    for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
      if (arg === '--') operands.push(...rest.splice(0));
      else if (!arg.startsWith('-') || arg === '-') operands.push(arg);
      else readFlag(arg, rest, types, values);
    }
    if (operands.length > 0) {
      const list = operands.map((operand) => JSON.stringify(operand)).join(' ');
      throw new CommandLineError(
        `${JSON.stringify(program)} does not take any arguments, got [${list}]`,
      );
    }
    return new FlagSet(values);
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  /** Empty where the flag is not given; so are lists and maps. */
  string(name: string): string {
    const value = this.values.get(name);
    return typeof value === 'string' ? value : '';
  }

  strings(name: string, whenAbsent: readonly string[] = []): readonly string[] {
    const value = this.values.get(name);
    return Array.isArray(value) ? value : whenAbsent;
  }

  bool(name: string, whenAbsent: boolean): boolean {
    const value = this.values.get(name);
    return typeof value === 'boolean' ? value : whenAbsent;
  }

  /** Durations are milliseconds. */
  number(name: string, whenAbsent: number): number {
    const value = this.values.get(name);
    return typeof value === 'number' ? value : whenAbsent;
  }

  pairs(name: string): ReadonlyMap<string, string> {
    const value = this.values.get(name);
    return value instanceof Map ? value : new Map();
  }
}

function readFlag(
  arg: string,
  rest: string[],
  types: ReadonlyMap<string, string>,
  values: Map<string, FlagValue>,
): void {
  const { name, inline, shown } = splitFlag(arg);
  const type = types.get(name);
  if (type === undefined) throw new CommandLineError(`unknown flag: --${name}`);
  const text = inline ?? (type === 'bool' || type === 'version' ? 'true' : rest.shift());
  if (text === undefined) throw new CommandLineError(`flag needs an argument: ${shown}`);
  try {
    values.set(name, combineFlagValues(values.get(name), parseFlagValue(type, text)));
  } catch (error) {
    if (!(error instanceof FlagValueError)) throw error;
    throw new CommandLineError(
      `invalid argument ${JSON.stringify(text)} for ${JSON.stringify(`--${name}`)} flag: ${error.message}`,
    );
  }
}

interface WrittenFlag {
  readonly name: string;
  readonly inline: string | undefined;
  readonly shown: string;
}

function splitFlag(arg: string): WrittenFlag {
  if (!arg.startsWith('--')) return splitShorthand(arg);
  const at = arg.indexOf('=');
  const written = arg.slice(2, at < 0 ? undefined : at);
  if (written === '' || written.startsWith('-')) {
    throw new CommandLineError(`bad flag syntax: ${arg}`);
  }
  // Upstream's WordSepNormalizeFunc.
  const name = written.replaceAll('_', '-');
  return { name, inline: at < 0 ? undefined : arg.slice(at + 1), shown: `--${name}` };
}

function splitShorthand(arg: string): WrittenFlag {
  const letter = arg.charAt(1);
  const name = shorthands[letter];
  if (name === undefined) {
    throw new CommandLineError(`unknown shorthand flag: '${letter}' in ${arg}`);
  }
  const inline = arg.length > 2 ? arg.slice(2).replace(/^=/, '') : undefined;
  return { name, inline, shown: `'${letter}' in ${arg}` };
}
