import { describe, expect, it } from 'vitest';
import { commandLine, redactArgv, redactText } from './command-line.js';

describe('redactArgv', () => {
  it.each<[readonly string[], readonly string[]]>([
    [
      ['docker', 'ps', '-a'],
      ['docker', 'ps', '-a'],
    ],
    [
      ['docker', 'login', '--password', 'hunter2'],
      ['docker', 'login', '--password', '[hidden]'],
    ],
    [
      ['x', '--token=abc'],
      ['x', '--token=[hidden]'],
    ],
    [
      ['docker', 'run', '-e', 'API_SECRET=s3'],
      ['docker', 'run', '-e', 'API_SECRET=[hidden]'],
    ],
    [
      ['docker', 'run', '-e', 'COLOUR=red'],
      ['docker', 'run', '-e', 'COLOUR=red'],
    ],
    [
      ['pull', 'https://me:pw@registry.example/x'],
      ['pull', 'https://[hidden]@registry.example/x'],
    ],
    [
      ['kubectl', '--kubeconfig', '/a/b'],
      ['kubectl', '--kubeconfig', '/a/b'],
    ],
  ])('%j', (argv, shown) => {
    expect(redactArgv(argv)).toEqual(shown);
  });

  it('hides values it is told of, wherever they are', () => {
    expect(redactArgv(['sh', '-c', 'echo s3cret | login'], ['s3cret', ''])).toEqual([
      ...['sh', '-c', 'echo [hidden] | login'],
    ]);
  });
});

describe('redactText', () => {
  it('hides private keys, whole and cut off', () => {
    const key = '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----';
    expect(redactText(`a ${key} b`)).toBe('a [hidden] b');
    expect(redactText('a -----BEGIN PRIVATE KEY-----\nMIIE')).toBe('a [hidden]');
  });

  it.each([
    ['    client-key-data: LS0tLS1\n    x: 1', '    client-key-data: [hidden]\n    x: 1'],
    ['{"token": "abc.def", "kind": "x"}', '{"token": [hidden] "kind": "x"}'],
    ['invalid bearer token', 'invalid bearer token'],
  ])('hides the secrets of a kubeconfig: %j', (text, shown) => {
    expect(redactText(text)).toBe(shown);
  });
});

describe('commandLine', () => {
  it('can be pasted into a shell', () => {
    const argv = ['kind', 'create', '--name', 'a b', "it's", '', '{{.Names}}'];
    expect(commandLine(argv, { KIND_NETWORK: 'x y', REGISTRY_TOKEN: 'abc' })).toBe(
      "KIND_NETWORK='x y' REGISTRY_TOKEN='[hidden]' kind create --name 'a b' 'it'\\''s' '' '{{.Names}}'",
    );
  });
});
