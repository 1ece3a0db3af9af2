import { describe, expect, test } from 'vitest';
import {
  isConfigMapKey,
  isDNS1035Label,
  isDNS1123Label,
  isDNS1123Subdomain,
  isLabelValue,
  isPathSegmentName,
  isQualifiedName,
} from './content-format.js';

describe('content formats', () => {
  test.each([
    [isDNS1123Label, 'kube-system', true],
    [isDNS1123Label, 'a.b', false],
    [isDNS1123Label, 'A', false],
    [isDNS1123Subdomain, 'a.b-c', true],
    [isDNS1123Subdomain, 'a..b', false],
    [isDNS1035Label, '1a', false],
    [isQualifiedName, 'example.com/Name', true],
    [isQualifiedName, '/x', false],
    [isQualifiedName, 'a/b/c', false],
    [isLabelValue, '', true],
    [isLabelValue, '-a', false],
    [isConfigMapKey, 'a.b_c', true],
    [isConfigMapKey, '..', false],
    [isPathSegmentName, 'system:basic-user', true],
    [isPathSegmentName, 'a/b', false],
  ])('%p of %s is good: %s', (check, value, good) => {
    expect(check(value).length === 0).toBe(good);
  });

  test('the words are upstream’s', () => {
    expect(isDNS1123Label('a.b')).toEqual(['must not contain dots']);
    expect(isDNS1123Label('a'.repeat(64))).toEqual(['must be no more than 63 characters']);
    expect(isDNS1123Subdomain('Bad')).toEqual([
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ]);
    expect(isLabelValue('a b')).toEqual([
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
    ]);
    expect(isLabelValue('a'.repeat(64))).toEqual(['must be no more than 63 bytes']);
  });
});
