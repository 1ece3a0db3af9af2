export interface Arguments {
  readonly operands: readonly string[];
  has(...flags: readonly string[]): boolean;
  /** The last value given for one of the options. */
  value(...options: readonly string[]): string | undefined;
}

/**
 * Options and operands of a command line, as getopt(3): letters together, values after or at once.
 *
 * @param valued the options that take a value: letters, and long names without dashes
 */
export function readOptions(args: readonly string[], valued: readonly string[] = []): Arguments {
  const operands: string[] = [];
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const left = [...args];
  const readLong = (word: string) => {
    const [name = '', ...rest] = word.slice(2).split('=');
    flags.add(name);
    if (rest.length > 0) values.set(name, rest.join('='));
    else if (valued.includes(name)) values.set(name, left.shift() ?? '');
  };
  const readLetters = (word: string) => {
    for (let n = 1; n < word.length; n++) {
      const letter = word[n] ?? '';
      flags.add(letter);
      if (!valued.includes(letter)) continue;
      values.set(letter, n + 1 < word.length ? word.slice(n + 1) : (left.shift() ?? ''));
      return;
    }
  };
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--') operands.push(...left.splice(0));
    else if (word.startsWith('--')) readLong(word);
    else if (word.startsWith('-') && word !== '-') readLetters(word);
    else operands.push(word);
  }
  return {
    operands,
    has: (...wanted) => wanted.some((flag) => flags.has(flag)),
    value: (...options) => options.map((option) => values.get(option)).find((v) => v !== undefined),
  };
}
