import { describe, expect, it } from 'vitest';
import type { Secret } from '../api/objects.js';
import { credentialsFor } from './docker-config.js';

const encode = (text: string) => Buffer.from(text).toString('base64');

function secret(uid: string, auths: object, legacy = false): Secret {
  const text = encode(JSON.stringify(legacy ? auths : { auths }));
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { uid },
    type: legacy ? 'kubernetes.io/dockercfg' : 'kubernetes.io/dockerconfigjson',
    data: { [legacy ? '.dockercfg' : '.dockerconfigjson']: text },
  };
}

const plain = { username: 'u', password: 'p' };

describe('credentialsFor', () => {
  it.each([
    ['its host', { 'r.example.com': plain }, 'r.example.com/a/b', 1],
    ['a URL of it', { 'https://r.example.com/v2/': plain }, 'r.example.com/a/b', 1],
    ['another host', { 'r.example.com': plain }, 's.example.com/a/b', 0],
    ['a part of its name', { '*.example.com': plain }, 'r.example.com/a', 1],
    ['too short a part', { '*.com': plain }, 'r.example.com/a', 0],
    ['a path above it', { 'r.example.com/team': plain }, 'r.example.com/team/app', 1],
    ['another path', { 'r.example.com/team': plain }, 'r.example.com/other/app', 0],
    ['a port', { 'r.example.com:5000': plain }, 'r.example.com:5000/a', 1],
    ["Docker Hub's old URL", { 'https://index.docker.io/v1/': plain }, 'docker.io/library/x', 1],
  ])('knows a repository by %s', (_name, auths, repository, count) => {
    expect(credentialsFor([secret('1', auths)], repository)).toHaveLength(count);
  });

  it('reads both formats, and name and password in one', () => {
    const auth = { 'r.example.com': { auth: encode('me:pass:word') } };
    const found = [{ username: 'me', password: 'pass:word', secretUid: '1' }];
    expect(credentialsFor([secret('1', auth)], 'r.example.com/a')).toEqual(found);
    expect(credentialsFor([secret('1', auth, true)], 'r.example.com/a')).toEqual(found);
  });

  it('offers the most particular first, and nothing of a secret it cannot read', () => {
    const auths = { 'r.example.com': plain, 'r.example.com/team': { ...plain, username: 't' } };
    const broken = { ...secret('2', {}), data: { '.dockerconfigjson': encode('{') } };
    const found = credentialsFor([broken, secret('1', auths)], 'r.example.com/team/app');
    expect(found.map(({ username }) => username)).toEqual(['t', 'u']);
  });
});
