import { describe, expect, it } from 'vitest';
import { codeActionOf, languageOf } from './code-action';

describe('codeActionOf', () => {
  it.each([
    ['sh', 'run', 'run'],
    ['bash', 'run', 'run'],
    ['sh', 'title=x run', 'run'],
    ['sh', 'copy', 'copy'],
    ['yaml', 'copy', 'copy'],
    ['yaml', 'run', 'copy'],
    ['sh', 'runner', 'read'],
    ['sh', undefined, 'read'],
    [undefined, undefined, 'read'],
  ] as const)('```%s %s``` offers to %s', (language, meta, action) => {
    expect(codeActionOf(language, meta)).toBe(action);
  });
});

it.each([
  ['language-sh', 'sh'],
  ['x language-yaml y', 'yaml'],
  ['slanguage-sh', undefined],
  [undefined, undefined],
])('reads the language of %j', (className, language) => {
  expect(languageOf(className)).toBe(language);
});
