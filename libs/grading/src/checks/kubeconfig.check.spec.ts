import { HttpsTransport, KubeClient, readKubeconfig } from '@drillyard/cluster';
import { EmbeddedCluster } from '@drillyard/cluster-embedded';
import type { KubeconfigSpec } from '@drillyard/lab-spec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOf, contextOf } from '../testing/check-fixtures.js';
import { FakeFiles } from '../testing/fake-files.js';
import { kubeconfigCheck } from './kubeconfig.check.js';

const path = '~/.kube/config';
const files = new FakeFiles();
let cluster: EmbeddedCluster;
let client: KubeClient;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  const access = readKubeconfig(cluster.superAdminKubeconfig());
  client = new KubeClient(new HttpsTransport(access));
  const base64 = (text = '') => Buffer.from(text).toString('base64');
  const admin = {
    'client-certificate-data': base64(access.clientCertificate),
    'client-key-data': base64(access.clientKey),
  };
  const context = (name: string, user: string, namespace?: string) => ({
    name,
    context: { cluster: 'good', user, ...(namespace && { namespace }) },
  });
  files.set(
    path,
    JSON.stringify({
      'current-context': 'dev',
      contexts: [
        context('dev', 'admin', 'atlas'),
        context('plain', 'admin'),
        context('token', 'bad-token'),
        context('files', 'by-file'),
        context('keyless', 'keyless'),
        context('plugin', 'plugin'),
        context('dangling', 'nobody'),
        { name: 'trusting', context: { cluster: 'careless', user: 'admin' } },
        { name: 'nowhere', context: { cluster: 'gone', user: 'admin' } },
      ],
      clusters: [
        {
          name: 'good',
          cluster: { server: 'https://cp:6443/', 'certificate-authority-data': base64(access.ca) },
        },
        {
          name: 'careless',
          cluster: { server: 'https://cp:6443', 'insecure-skip-tls-verify': true },
        },
        { name: 'file', cluster: { server: 'https://cp:6443', 'certificate-authority': 'ca.crt' } },
        { name: 'system', cluster: { server: 'https://cp:6443' } },
      ],
      users: [
        { name: 'admin', user: admin },
        { name: 'bad-token', user: { token: 'not.a.token' } },
        { name: 'by-file', user: { 'client-certificate': 'me.crt', 'client-key': 'me.key' } },
        { name: 'keyless', user: { 'client-certificate-data': admin['client-certificate-data'] } },
        { name: 'plugin', user: { exec: { command: 'login' } } },
      ],
    }),
  );
  files.set('~/.kube/ca.crt', access.ca ?? '');
  files.set('~/.kube/me.crt', access.clientCertificate ?? '');
  files.set('~/.kube/me.key', access.clientKey ?? '');
  files.set('~/broken', 'a: [');
  const kubeconfigOf = (server: string) =>
    JSON.stringify({
      'current-context': 'mine',
      contexts: [{ name: 'mine', context: { cluster: 'mine' } }],
      clusters: [{ name: 'mine', cluster: { server } }],
    });
  files.set('~/empty', '{}');
  files.set('~/own', kubeconfigOf('https://cp:6443'));
  files.set('~/foreign', kubeconfigOf('https://cp:6444'));
});
afterAll(async () => {
  await client.close();
  await cluster.close();
});

function judge(spec: Partial<KubeconfigSpec>) {
  return kubeconfigCheck.evaluate(
    checkOf('kubeconfig', { path, ...spec }),
    contextOf({ cluster: client, files }),
  );
}
const admin = { user: 'kubernetes-super-admin', groups: ['system:masters'] };

describe('kubeconfigCheck', () => {
  it.each<[string, Partial<KubeconfigSpec>]>([
    ['the context is current', { currentContext: 'dev' }],
    [
      'a context says what it should',
      { contexts: { dev: { cluster: 'good', user: 'admin', namespace: 'atlas' } } },
    ],
    ['the namespace is left out for default', { contexts: { plain: { namespace: 'default' } } }],
    [
      'a context is gone',
      { contexts: { old: null }, clusters: { old: null }, users: { old: null } },
    ],
    ['the server is right, but for a slash', { clusters: { good: { server: 'https://cp:6443' } } }],
    ['the server is that of another file', { clusters: { good: { sameServerAs: '~/own' } } }],
    [
      'the server of a context is that of another file, and checked',
      { contexts: { dev: { sameServerAs: '~/own', trusted: true } } },
    ],
    ['the CA is in the kubeconfig', { clusters: { good: { trusted: true } } }],
    ['the CA is in a file', { clusters: { file: { trusted: true } } }],
    ['a careless cluster is one', { clusters: { careless: { trusted: false } } }],
    [
      'users prove themselves as they should',
      {
        users: {
          admin: { method: 'certificate' },
          plugin: { method: 'exec' },
          'bad-token': { method: 'token' },
        },
      },
    ],
    ['the current user is the administrator', { authenticatesAs: admin }],
    ['the certificate is in files', { context: 'files', authenticatesAs: admin }],
  ])('passes when %s', async (_, spec) => {
    expect(await judge(spec)).toEqual({ status: 'passed' });
  });

  it.each<[string, Partial<KubeconfigSpec>, RegExp]>([
    ['there is no file', { path: '~/none' }, /no file/],
    ['the file is no YAML', { path: '~/broken' }, /cannot be read as a kubeconfig/],
    ['another context is current', { currentContext: 'plain' }, /Another context is current/],
    ['a context is missing', { contexts: { prod: {} } }, /no context prod/],
    ['a context is still there', { contexts: { dev: null } }, /still has the context dev/],
    [
      'a context is in another namespace',
      { contexts: { plain: { namespace: 'atlas' } } },
      /another namespace/,
    ],
    ['a context has another user', { contexts: { dev: { user: 'jane' } } }, /another user/],
    ['a cluster is missing', { clusters: { prod: {} } }, /no cluster prod/],
    [
      'a server is another',
      { clusters: { good: { server: 'https://other:6443' } } },
      /another address/,
    ],
    [
      'the server is another than that of a file',
      { clusters: { good: { sameServerAs: '~/foreign' } } },
      /another address/,
    ],
    [
      'the file to compare with is not there',
      { clusters: { good: { sameServerAs: '~/none' } } },
      /no file ~\/none yet/,
    ],
    [
      'the file to compare with names no server',
      { clusters: { good: { sameServerAs: '~/empty' } } },
      /names no server/,
    ],
    [
      'a context leads to another server',
      { contexts: { dev: { sameServerAs: '~/foreign' } } },
      /another address/,
    ],
    [
      'a context leads to no cluster',
      { contexts: { nowhere: { sameServerAs: '~/own' } } },
      /nowhere .* leads to no cluster/,
    ],
    [
      'nobody checks the server of a context',
      { contexts: { trusting: { trusted: true } } },
      /impostor/,
    ],
    ['nobody checks the server', { clusters: { careless: { trusted: true } } }, /impostor/],
    ['no CA is given', { clusters: { system: { trusted: true } } }, /impostor/],
    ['a user is missing', { users: { jane: {} } }, /no user jane/],
    ['a user has a token', { users: { 'bad-token': { method: 'certificate' } } }, /another way/],
    ['the user is somebody else', { authenticatesAs: { user: 'jane' } }, /somebody else/],
    ['the user lacks a group', { authenticatesAs: { ...admin, groups: ['devs'] } }, /every group/],
    ['the token is refused', { context: 'token', authenticatesAs: admin }, /does not accept/],
    ['the key is missing', { context: 'keyless', authenticatesAs: admin }, /no private key/],
    ['the user is not there', { context: 'dangling', authenticatesAs: admin }, /no user nobody/],
  ])('fails when %s', async (_, spec, reason) => {
    expect(await judge(spec)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(reason),
    });
  });

  it('runs no plugin', async () => {
    expect(await judge({ context: 'plugin', authenticatesAs: admin })).toMatchObject({
      status: 'inconclusive',
    });
  });
});
