import { expect, test } from 'vitest';
import { managerOrUserAgent } from './manager-name.js';

test.each([
  ['me', 'kubectl/v1.36.0', 'me'],
  ['', 'kubectl-create/v1.36.0 (linux/amd64) kubernetes/abc', 'kubectl-create'],
  ['', 'curl', 'curl'],
  ['', '', ''],
  ['', 'a\u0007b c\u2028/1', 'ab c'],
  ['', `${'x'.repeat(127)}é/1`, 'x'.repeat(127)],
])('%j of %j is %j', (fieldManager, userAgent, name) => {
  expect(managerOrUserAgent(fieldManager, userAgent)).toBe(name);
});
