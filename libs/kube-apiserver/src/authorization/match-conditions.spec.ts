import { request } from '@drillyard/rbac/testing';
import { describe, expect, it } from 'vitest';
import type { FieldError } from '../registry/field-error.js';
import { compileMatchConditions, type Match } from './match-conditions.js';

const jane = { name: 'jane', groups: ['dev'], extra: { scopes: ['a'] } };

function match(what: string, ...expressions: string[]): Match | undefined {
  const errors: FieldError[] = [];
  const conditions = compileMatchConditions(expressions, 'webhook', errors);
  expect(errors).toEqual([]);
  return conditions?.evaluate({ ...request(what, jane), ...{ user: jane } });
}

describe('match conditions', () => {
  it.each<[string, string[], boolean]>([
    ['get core pods', ["request.user == 'jane'"], true],
    ['get core pods', ["request.user == 'jane'", "'ops' in request.groups"], false],
    [
      'get core pods',
      ["has(request.resourceAttributes) && request.resourceAttributes.verb == 'get'"],
      true,
    ],
    ['get /version', ['has(request.resourceAttributes)'], false],
    ['get /version', ["request.nonResourceAttributes.path == '/version'"], true],
    ['get core pods', ["request.uid == '' && request.resourceAttributes.subresource == ''"], true],
    ['get core pods', ["request.extra['scopes'].exists(s, s == 'a')"], true],
    ['get core pods', ["!('system:nodes' in request.groups)"], true],
    ['get core pods', ['!has(request.resourceAttributes.fieldSelector)'], true],
    // One that is false decides, whatever is wrong with the others.
    ['get /version', ["request.resourceAttributes.verb == 'get'", 'false'], false],
  ])('of %s: %j', (what, expressions, matches) =>
    expect(match(what, ...expressions)).toEqual({ matches }),
  );

  it('say what could not be evaluated', () => {
    const source = "request.resourceAttributes.verb == 'get'";
    expect(match('get /version', source, 'true')).toEqual({
      error: `cel evaluation error: expression '${source}' resulted in error: no such key: resourceAttributes`,
    });
  });

  it('are few', () => {
    const errors: FieldError[] = [];
    const many = Array.from({ length: 65 }, (_, at) => `request.user == '${at}'`);
    expect(compileMatchConditions(many, 'webhook', errors)).toBeUndefined();
    expect(errors).toMatchObject([{ type: 'FieldValueTooMany', field: 'webhook.matchConditions' }]);
  });
});
