import { describe, expect, it } from 'vitest';
import { FlagError, parseFlags } from './flags.js';

const specs = [
  { names: ['--all', '-a'] },
  { names: ['--last', '-n'], takesValue: true },
  { names: ['--follow', '-f'] },
  { names: ['--unit', '-u'], takesValue: true },
];

describe('parseFlags', () => {
  it.each<[line: string, values: Record<string, string>, operands: string[]]>([
    ['', {}, []],
    ['-a x', { '--all': '' }, ['x']],
    ['x --all y', { '--all': '' }, ['x', 'y']],
    ['-n 3 --last=4', { '--last': '4' }, []],
    ['-n3 --unit kubelet', { '--last': '3', '--unit': 'kubelet' }, []],
    ['-fu kubelet', { '--follow': '', '--unit': 'kubelet' }, []],
    ['-afn=5', { '--all': '', '--follow': '', '--last': '5' }, []],
    ['-- -a', {}, ['-a']],
    ['-', {}, ['-']],
  ])('reads %j', (line, values, operands) => {
    const parsed = parseFlags(line.split(' ').filter(Boolean), specs);
    expect(Object.fromEntries(parsed.values)).toEqual(values);
    expect(parsed.operands).toEqual(operands);
  });

  it.each([
    ['--nothing', 'unknown flag: --nothing'],
    ['-x', 'unknown flag: -x'],
    ['-n', 'flag needs an argument: -n'],
    ['--unit', 'flag needs an argument: --unit'],
  ])('refuses %s', (arg, message) => {
    expect(() => parseFlags([arg], specs)).toThrow(new FlagError(arg, message.includes('needs')));
  });
});
