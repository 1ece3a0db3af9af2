/** What a command understands: each flag by all its names, and whether a value belongs to it. */
export interface FlagSpec {
  readonly names: readonly string[];
  readonly takesValue?: boolean;
}

export interface ParsedFlags {
  /** By the flag's first name; without a value it is empty text. The last one given counts. */
  readonly values: ReadonlyMap<string, string>;
  /** What is no flag, in its order. */
  readonly operands: readonly string[];
}

/** A flag nobody knows, or one whose value is missing. */
export class FlagError extends Error {
  constructor(
    readonly flag: string,
    readonly lacksValue: boolean,
  ) {
    super(lacksValue ? `flag needs an argument: ${flag}` : `unknown flag: ${flag}`);
  }
}

/**
 * Reads `-a`, `-an 3`, `-n3`, `--tail 3`, `--tail=3` and what stands between them. Throws FlagError.
 * @param stopsEarly Whether flags end with the first operand, as before a subcommand.
 */
export function parseFlags(
  args: readonly string[],
  specs: readonly FlagSpec[],
  stopsEarly = false,
): ParsedFlags {
  const values = new Map<string, string>();
  const operands: string[] = [];
  const rest = [...args];
  const take = (flag: string, given: string | undefined): boolean => {
    const spec = specs.find(({ names }) => names.includes(flag));
    if (spec === undefined) throw new FlagError(flag, false);
    const value = spec.takesValue ? (given ?? rest.shift()) : '';
    if (value === undefined) throw new FlagError(flag, true);
    values.set(spec.names[0] ?? flag, value);
    return spec.takesValue === true;
  };
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--') return { values, operands: [...operands, ...rest] };
    if (arg.startsWith('--')) {
      const equals = arg.indexOf('=');
      if (equals < 0) take(arg, undefined);
      else take(arg.slice(0, equals), arg.slice(equals + 1));
    } else if (arg.startsWith('-') && arg.length > 1) {
      for (let at = 1; at < arg.length; at++) {
        const following = arg.slice(at + 1).replace(/^=/, '');
        if (take(`-${arg[at]}`, following === '' ? undefined : following)) break;
      }
    } else {
      if (stopsEarly) return { values, operands: [arg, ...rest] };
      operands.push(arg);
    }
  }
  return { values, operands };
}
