import { describe, expect, it } from 'vitest';
import { compactRules, compactString } from './compact-rules.js';
import { covers, uncoveredRules } from './covers.js';
import { ruleFromRow as rule } from './rule-row.js';

/** Facts of upstream's `policy_comparator_test.go`. */
describe('uncoveredRules', () => {
  const manyOwners = ['delete g deployments', 'delete g builds', 'update g builds,deployments'];
  it.each([
    ['the same', ['get v1 builds'], ['get v1 builds'], []],
    ['a subresource of anything', ['get v1 */scale'], ['get v1 foo/scale'], []],
    ['several rules covering one', manyOwners, ['delete,update g builds,deployments'], []],
    ['one group covering several', ['delete,update g,h builds,deployments'], manyOwners, []],
    [
      'one combination missing',
      ['delete,update v1 builds,deployments', 'delete v1 pods'],
      ['delete,update v1 builds,deployments,pods'],
      ['update v1 pods'],
    ],
    ['any group', ['get * roles'], ['get g,h roles'], []],
    ['a group is not any', ['get g roles'], ['get * roles'], ['get * roles']],
    ['any group for any', ['get * roles'], ['get * roles'], []],
    ['any verb', ['* v1 roles'], ['watch,list v1 roles'], []],
    [
      'all verbs one knows are not any',
      ['get,list,create v1 roles'],
      ['* v1 roles'],
      ['* v1 roles'],
    ],
    ['any resource', ['get v1 *'], ['get v1 pods,pods/log'], []],
    ['a resource is not any', ['get v1 roles'], ['get v1 *'], ['get v1 *']],
    ['any name', ['get v1 pods'], ['get v1 pods foo,bar'], []],
    ['names are not all', ['get v1 pods foo,bar'], ['get v1 pods'], ['get v1 pods']],
    ['one name missing', ['get v1 pods foo'], ['get v1 pods foo,bar'], ['get v1 pods bar']],
    ['a URL', ['* url:/apis'], ['* url:/apis'], []],
    ['any URL', ['* url:*'], ['* url:/apis,/apis/v1,/'], []],
    [
      'a prefix is not below itself',
      ['* url:/apis/*'],
      ['get url:/apis,/apis/v1'],
      ['get url:/apis'],
    ],
    ['a prefix', ['* url:/apis/*'], ['get url:/apis/v1/foo,/apis/v1'], []],
    ['resources are no URLs', ['get v1 builds'], ['get url:/apis'], ['get url:/apis']],
  ])('%s', (_, owned, asked, missing) => {
    expect(uncoveredRules(owned.map(rule), asked.map(rule))).toEqual(missing.map(rule));
    expect(covers(owned.map(rule), asked.map(rule))).toBe(missing.length === 0);
  });

  it('takes rules nobody validated', () => {
    const unvalidated = { verbs: null, apiGroups: [''], resources: ['pods'] } as never;
    expect(uncoveredRules([], [unvalidated])).toEqual([]);
  });
});

/** Facts of upstream's `policy_compact_test.go`. */
describe('compactRules', () => {
  it.each([
    ['nothing', [], []],
    [
      'verbs of the same resource and name',
      [
        'get core builds',
        'list core builds',
        'update,patch core builds',
        'get apps x foo',
        'list apps x foo',
        'patch apps x',
      ],
      ['get,list,update,patch core builds', 'get,list apps x foo', 'patch apps x'],
    ],
    [
      'not across several groups',
      ['get core,g builds', 'list core,g builds'],
      ['get core,g builds', 'list core,g builds'],
    ],
    [
      'not across several resources',
      ['get core a,b', 'list core a,b'],
      ['get core a,b', 'list core a,b'],
    ],
    ['not across names', ['get core a x', 'list core a y'], ['get core a x', 'list core a y']],
    ['not URLs', ['get url:/', 'list url:/'], ['get url:/', 'list url:/']],
  ])('%s', (_, rows, compacted) => {
    const rules = rows.map(rule);
    expect(compactRules(rules)).toEqual(compacted.map(rule));
    expect(rules).toEqual(rows.map(rule));
  });
});

describe('compactString', () => {
  it.each([
    [
      'get,list core,apps pods a"b',
      '{APIGroups:["" "apps"], Resources:["pods"], ResourceNames:["a\\"b"], Verbs:["get" "list"]}',
    ],
    ['get url:/healthz', '{NonResourceURLs:["/healthz"], Verbs:["get"]}'],
  ])('%s', (row, text) => expect(compactString(rule(row))).toBe(text));
});
