import { decodePem } from '@drillyard/certificates';
import { describe, expect, it } from 'vitest';
import { issueClientCredential } from '../pki/client-credential.js';
import { createClusterPki } from '../pki/cluster-pki.js';
import { createAuthenticationChain } from './authentication-chain.js';
import { AuthenticationError } from './authenticator.js';
import { StaticTokenAuthenticator } from './static-token-authenticator.js';

const now = new Date('2026-03-01T12:00:00Z');
const pki = await createClusterPki({ nodeName: 'node', advertiseAddress: '192.0.2.10', now });
const identity = { userName: 'jane', groups: ['dev'] };
const { clientCertificatePem } = await issueClientCredential(
  identity,
  pki.certificateAuthority,
  now,
);
const jane = decodePem(clientCertificatePem).map(({ der }) => der);

function authenticate(
  headers: Record<string, string>,
  {
    anonymous = {} as { paths?: string[] } | undefined,
    certificates = [] as Uint8Array[],
    path = '/',
  } = {},
) {
  const authorities = [pki.certificateAuthority.certificate];
  const users = new Map([
    ['s3cret', { name: 'robot', uid: '7', groups: ['robots'] }],
    ['grouped', { name: 'x', groups: ['system:unauthenticated'] }],
  ]);
  const { authenticator } = createAuthenticationChain({
    clientAuthorities: () => authorities,
    tokenAuthenticators: [new StaticTokenAuthenticator(users, ['api'])],
    anonymous,
    now: () => now,
  });
  return authenticator.authenticate({ headers, path, clientCertificates: certificates });
}

const websocket = { upgrade: 'websocket' };
const robotProtocol = `base64url.bearer.authorization.k8s.io.${Buffer.from('s3cret').toString('base64url')}`;

describe('createAuthenticationChain', () => {
  it.each([
    [
      'a token',
      { authorization: 'Bearer s3cret' },
      {},
      'robot',
      ['robots', 'system:authenticated'],
    ],
    [
      'a token, in any case of letters',
      { authorization: 'bearer s3cret' },
      {},
      'robot',
      ['robots', 'system:authenticated'],
    ],
    [
      'a token in a websocket protocol',
      { ...websocket, 'sec-websocket-protocol': `v5.channel.k8s.io, ${robotProtocol}` },
      {},
      'robot',
      ['robots', 'system:authenticated'],
    ],
    [
      'a user already marked unauthenticated',
      { authorization: 'Bearer grouped' },
      {},
      'x',
      ['system:unauthenticated'],
    ],
    ['a certificate', {}, { certificates: jane }, 'jane', ['dev', 'system:authenticated']],
    [
      'a certificate beside a bad token',
      { authorization: 'Bearer nonsense' },
      { certificates: jane },
      'jane',
      ['dev', 'system:authenticated'],
    ],
    [
      'a token beside a bad certificate',
      { authorization: 'Bearer s3cret' },
      { certificates: [Uint8Array.of(1)] },
      'robot',
      ['robots', 'system:authenticated'],
    ],
    ['nothing at all', {}, {}, 'system:anonymous', ['system:unauthenticated']],
    [
      'a scheme that is not known',
      { authorization: 'Basic eDp5' },
      {},
      'system:anonymous',
      ['system:unauthenticated'],
    ],
    [
      'an empty token',
      { authorization: 'Bearer ' },
      {},
      'system:anonymous',
      ['system:unauthenticated'],
    ],
    [
      'a path open to all',
      {},
      { anonymous: { paths: ['/healthz'] }, path: '/healthz' },
      'system:anonymous',
      ['system:unauthenticated'],
    ],
  ])('accepts %s', async (_, headers, options, name, groups) => {
    expect((await authenticate(headers, options))?.user).toMatchObject({ name, groups });
  });

  it.each([
    ['a bad token', { authorization: 'Bearer nonsense' }, {}, 'invalid bearer token'],
    ['a bad certificate', {}, { certificates: [Uint8Array.of(1)] }, 'not an X.509 certificate'],
    [
      'both',
      { authorization: 'Bearer no' },
      { certificates: [Uint8Array.of(1)] },
      /^\[.*not an X\.509.*, invalid bearer token\]$/,
    ],
    [
      'a websocket with nothing but a token',
      { ...websocket, 'sec-websocket-protocol': robotProtocol },
      {},
      'missing additional subprotocol',
    ],
    [
      'a websocket with two tokens',
      { ...websocket, 'sec-websocket-protocol': `a,${robotProtocol},${robotProtocol}` },
      {},
      'multiple base64.bearer.authorization tokens specified',
    ],
  ])('does not take %s for anonymous', async (_, headers, options, message) => {
    const attempt = authenticate(headers as Record<string, string>, options);
    await expect(attempt).rejects.toBeInstanceOf(AuthenticationError);
    await expect(attempt).rejects.toThrow(message);
  });

  it('finds nobody where anonymous requests are switched off or elsewhere', async () => {
    const { authenticator } = createAuthenticationChain({
      clientAuthorities: () => undefined,
      tokenAuthenticators: [],
      anonymous: undefined,
      now: () => now,
    });
    const request = { headers: {}, path: '/', clientCertificates: jane };
    expect(await authenticator.authenticate(request)).toBeUndefined();
    expect(
      await authenticate({}, { anonymous: { paths: ['/healthz'] }, path: '/api' }),
    ).toBeUndefined();
  });
});
