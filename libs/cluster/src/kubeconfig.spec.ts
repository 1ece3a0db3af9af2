import { describe, expect, it } from 'vitest';
import { readKubeconfig } from './kubeconfig.js';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const config = (edit: (config: Record<string, unknown>) => void = () => {}) => {
  const value = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'one',
    contexts: [{ name: 'one', context: { cluster: 'c', user: 'u' } }],
    clusters: [
      {
        name: 'c',
        cluster: { server: 'https://host:6443/', 'certificate-authority-data': base64('ca') },
      },
    ],
    users: [{ name: 'u', user: { token: 'secret' } }],
  };
  edit(value);
  return JSON.stringify(value);
};

describe('readKubeconfig', () => {
  it('reads the current context', () => {
    expect(readKubeconfig(config())).toEqual({
      server: 'https://host:6443',
      ca: 'ca',
      token: 'secret',
      namespace: 'default',
    });
  });

  it.each([
    ['an unknown context', { 'current-context': 'two' }, 'a context named "two"'],
    ['no users', { users: [] }, 'a user named "u"'],
    ['a cluster without a server', { clusters: [{ name: 'c', cluster: {} }] }, 'the server of'],
  ])('names what is missing: %s', (_, change, message) => {
    expect(() => readKubeconfig(config((value) => Object.assign(value, change)))).toThrow(message);
  });

  it('refuses an empty file', () => {
    expect(() => readKubeconfig('')).toThrow('context');
  });
});
