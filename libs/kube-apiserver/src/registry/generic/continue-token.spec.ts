import { describe, expect, test } from 'vitest';
import { decodeContinue, encodeContinue } from './continue-token.js';

const encode = (token: object) => Buffer.from(JSON.stringify(token)).toString('base64url');

describe('continue tokens', () => {
  test('come back as they were', () => {
    const token = { resourceVersion: 7, start: 'default/pöd' };
    expect(decodeContinue(encodeContinue(token))).toEqual(token);
  });

  test.each([
    ['nonsense', String.raw`: invalid character '\u009e' looking for beginning of value`],
    ['a b', ': illegal base64 data at input byte 1'],
    [encode({}), ': server does not recognize this encoded version '],
    [
      encode({ v: 'meta.k8s.io/v1', start: 'a' }),
      ': incorrect encoded start resourceVersion (version meta.k8s.io/v1)',
    ],
    [encode({ v: 'meta.k8s.io/v1', rv: 1 }), ': encoded start key empty (version meta.k8s.io/v1)'],
    [encode({ v: 'meta.k8s.io/v1', rv: 1, start: '../etc' }), ': ../etc'],
  ])('%s is refused', (text, why) => {
    expect(() => decodeContinue(text)).toThrow(
      `invalid continue token: continue key is not valid${why}`,
    );
  });
});
