import { describe, expect, it } from 'vitest';
import { parseTokenFile } from './token-file.js';

describe('parseTokenFile', () => {
  it.each([
    ['a user', 'abc,jane,7\n', { abc: { name: 'jane', uid: '7', groups: [] } }],
    [
      'groups',
      'abc,jane,7,"dev,ops"\r\n',
      { abc: { name: 'jane', uid: '7', groups: ['dev', 'ops'] } },
    ],
    ['one group', 'abc,jane,,dev', { abc: { name: 'jane', groups: ['dev'] } }],
    ['quotes in quotes', '"a""b",jane,7', { 'a"b': { name: 'jane', uid: '7', groups: [] } }],
    ['the last of two', 'a,x,1\n\na,y,2\n', { a: { name: 'y', uid: '2', groups: [] } }],
    ['no empty token', ',jane,7\n', {}],
    ['an empty file', '', {}],
  ])('reads %s', (_, text, users) => {
    expect(Object.fromEntries(parseTokenFile(text, '/tokens.csv'))).toEqual(users);
  });

  it.each([
    [
      'abc,jane\n',
      "token file '/tokens.csv' must have at least 3 columns (token, user name, user uid), found 2",
    ],
    ['abc,ja"ne,7\n', 'parse error on line 1: bare " in non-quoted field'],
    ['abc,"jane,7\n', 'parse error on line 1: bare " in non-quoted field'],
  ])('refuses %j', (text, message) => {
    expect(() => parseTokenFile(text, '/tokens.csv')).toThrow(message);
  });
});
