import { describe, expect, it } from 'vitest';
import { given, newStorage } from '../testing/new-storage.js';
import { BootstrapTokenAuthenticator } from './bootstrap-token-authenticator.js';

const now = () => new Date('2026-03-01T12:00:00Z');
const good = {
  'token-id': 'abcdef',
  'token-secret': '0123456789abcdef',
  'usage-bootstrap-authentication': 'true',
};

function authenticate(data: Record<string, string>, token: string, metadata: object = {}) {
  const storage = newStorage(now);
  const entries = Object.entries(data).map(([k, v]) => [k, Buffer.from(v).toString('base64')]);
  given(storage, 'secrets', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace: 'kube-system', name: 'bootstrap-token-abcdef', ...metadata },
    type: 'bootstrap.kubernetes.io/token',
    data: Object.fromEntries(entries),
  });
  const options = { reader: storage, apiAudiences: ['api'], now };
  return new BootstrapTokenAuthenticator(options).authenticateToken(token);
}

const token = 'abcdef.0123456789abcdef';

describe('BootstrapTokenAuthenticator', () => {
  it.each([
    ['a token', good, ['system:bootstrappers']],
    ['a date to come', { ...good, expiration: '2026-03-01T12:00:01Z' }, ['system:bootstrappers']],
    [
      'further groups',
      { ...good, 'auth-extra-groups': 'system:bootstrappers:kubeadm:default-node-token' },
      ['system:bootstrappers', 'system:bootstrappers:kubeadm:default-node-token'],
    ],
  ])('accepts %s', async (_, data, groups) => {
    expect(await authenticate(data, token)).toEqual({
      user: { name: 'system:bootstrap:abcdef', groups },
      audiences: ['api'],
    });
  });

  it.each([
    ['another secret', good, 'abcdef.0123456789abcdee', {}],
    ['another id', { ...good, 'token-id': 'ghijkl' }, token, {}],
    ['what is no token', good, 'abcdef', {}],
    ['a date that has passed', { ...good, expiration: '2026-03-01T12:00:00Z' }, token, {}],
    ['a date nobody can read', { ...good, expiration: 'soon' }, token, {}],
    ['another use', { ...good, 'usage-bootstrap-authentication': 'True' }, token, {}],
    ['groups of others', { ...good, 'auth-extra-groups': 'system:masters' }, token, {}],
    ['a Secret that is going', good, token, { deletionTimestamp: '2026-03-01T12:00:00Z' }],
  ])('passes over %s', async (_, data, asked, metadata) => {
    expect(await authenticate(data, asked, metadata)).toBeUndefined();
  });
});
