import { describe, expect, it } from 'vitest';
import { validateProjectedTokens } from './projected-token-validation.js';

const path = 'v[0].projected';

describe('validateProjectedTokens', () => {
  it.each<[object, string[]]>([
    [{ expirationSeconds: 600, path: 'token' }, []],
    [
      { expirationSeconds: 599, path: 'a/..b' },
      [`${path}.sources[0].serviceAccountToken.expirationSeconds`],
    ],
    [
      { expirationSeconds: 2 ** 33, path: 'a' },
      [`${path}.sources[0].serviceAccountToken.expirationSeconds`],
    ],
    [{ expirationSeconds: 600 }, [`${path}.path`]],
    [{ expirationSeconds: 600, path: '../token' }, [`${path}.path`]],
    [{ expirationSeconds: 600, path: '..token' }, [`${path}.path`]],
    [{ expirationSeconds: 600, path: '/token' }, [`${path}.path`]],
  ])('%j', (serviceAccountToken, fields) => {
    const volume = { projected: { sources: [{ serviceAccountToken }, { secret: {} }] } };
    expect(validateProjectedTokens(volume, 'v[0]').map(({ field }) => field)).toEqual(fields);
  });
});
