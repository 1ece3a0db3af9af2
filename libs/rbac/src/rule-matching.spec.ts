import { describe, expect, it } from 'vitest';
import { ruleAllows, urlCovers } from './rule-matching.js';
import { ruleFromRow as rule } from './rule-row.js';
import { request } from './testing/index.js';

/** Facts of upstream's `rbac_test.go`, `TestRuleMatches`. */
describe('ruleAllows', () => {
  const everyPair = [
    'v1 g1 r1',
    'v1 g2 r1',
    'v1 g1 r2',
    'v1 g2 r2',
    'v2 g1 r1',
    'v2 g2 r1',
    'v2 g1 r2',
    'v2 g2 r2',
  ];
  const urls = ['/foo', '/foo/bar', '/foo/baz/one', '/notfoo', '/notfoo/bar'];
  const everyUrl = ['v1', 'v2'].flatMap((verb) => urls.map((url) => `${verb} ${url}`));
  it.each([
    ['* g1 r1', everyPair, ['v1 g1 r1', 'v2 g1 r1']],
    ['v1 * r1', everyPair, ['v1 g1 r1', 'v1 g2 r1']],
    ['v1 g1 *', everyPair, ['v1 g1 r1', 'v1 g1 r2']],
    ['v1,v2 g1,g2 r1,r2', everyPair, everyPair],
    [
      '* * r1/s1',
      ['v1 g1 r1/s1', 'v1 g2 r1/s2', 'v1 g1 r2/s1', 'v1 g1 r1', 'v2 g1 r1/s1'],
      ['v1 g1 r1/s1', 'v2 g1 r1/s1'],
    ],
    [
      '* * */s1',
      ['v1 g1 r1/s1', 'v1 g1 r2/s1', 'v1 g1 r1/s2', 'v1 g1 r1', 'v1 g1 s1'],
      ['v1 g1 r1/s1', 'v1 g1 r2/s1'],
    ],
    ['* * *', ['v1 g1 r1/s1', 'v1 g1 r1', 'v1 /foo'], ['v1 g1 r1/s1', 'v1 g1 r1']],
    [
      'get core pods a,b',
      ['get core pods a', 'get core pods c', 'get core pods'],
      ['get core pods a'],
    ],
    ['v1 url:*', everyUrl, urls.map((url) => `v1 ${url}`)],
    ['v1 url:/foo/*', everyUrl, ['v1 /foo/bar', 'v1 /foo/baz/one']],
    [
      '* url:/foo,/foo/baz/one',
      everyUrl,
      ['v1 /foo', 'v1 /foo/baz/one', 'v2 /foo', 'v2 /foo/baz/one'],
    ],
  ])('%s', (row, asked, allowed) => {
    expect(asked.filter((each) => ruleAllows(request(each), rule(row)))).toEqual(allowed);
  });
});

/** Facts of upstream's `policy_comparator_test.go`, `TestNonResourceURLCovers`. */
describe('urlCovers', () => {
  it.each([
    ['*', '', true],
    ['*', '/', true],
    ['*', '/api', true],
    ['/*', '', false],
    ['/*', '/', true],
    ['/*', '/foo', true],
    ['/api', '/api', true],
    ['/apis', '/api', false],
    ['/api/v1', '/api', false],
    ['/api/*', '/api/v1', true],
    ['/api/*', '/api', false],
    ['/api/*/*', '/api/v1', false],
    ['/*/v1/*', '/api/v1', false],
  ])('%s covers %s: %s', (allowed, path, expected) => {
    expect(urlCovers(allowed, path)).toBe(expected);
  });
});
