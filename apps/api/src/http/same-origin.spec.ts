import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { isSameOrigin } from './same-origin.js';

describe('isSameOrigin', () => {
  const own = { host: '127.0.0.1:4000' };
  it.each([
    ['no browser', {}, true],
    ['our page', { origin: 'http://127.0.0.1:4000', 'sec-fetch-site': 'same-origin' }, true],
    ['typed into the address bar', { 'sec-fetch-site': 'none' }, true],
    ['behind a proxy', { origin: 'https://labs.example' }, true],
    ['another port', { origin: 'http://127.0.0.1:4001' }, false],
    ['another site', { origin: 'http://evil.example' }, false],
    ['a sandboxed frame', { origin: 'null' }, false],
    ['a sister site', { origin: 'http://127.0.0.1:4000', 'sec-fetch-site': 'same-site' }, false],
    ['a form elsewhere', { 'sec-fetch-site': 'cross-site' }, false],
    ['nonsense', { origin: '::::' }, false],
  ])('%s', (_what, headers, expected) => {
    const request = { headers: { ...own, ...headers } } as unknown as IncomingMessage;
    expect(isSameOrigin(request, { publicUrl: 'https://labs.example/' })).toBe(expected);
  });
});
