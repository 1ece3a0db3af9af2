import { X509Certificate } from 'node:crypto';
import {
  createCertificateRequestPem,
  generatePrivateKey,
  parseCertificatePem,
} from '@drillyard/certificates';
import { hasOpenssl, OpensslFolder } from '@drillyard/certificates/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestApiServer, type TestResponse } from '../../testing/index.js';

const path = '/apis/certificates.k8s.io/v1/certificatesigningrequests';
const client = 'kubernetes.io/kube-apiserver-client';
const kubelet = 'kubernetes.io/kube-apiserver-client-kubelet';
const serving = 'kubernetes.io/kubelet-serving';
const approved = { conditions: [{ type: 'Approved', status: 'True', reason: 'Test' }] };

let server: TestApiServer;
beforeAll(async () => {
  server = await TestApiServer.start();
});
afterAll(() => server.close());

interface Asked {
  readonly signerName: string;
  readonly usages: readonly string[];
  readonly expirationSeconds?: number;
}

async function newRequest(
  name: string,
  asked: Asked,
  template: Parameters<typeof createCertificateRequestPem>[0],
) {
  const pem = await createCertificateRequestPem(template, await generatePrivateKey());
  return signingRequest(name, asked, pem);
}

function signingRequest(name: string, asked: Asked, pem: string) {
  return {
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name },
    spec: { request: Buffer.from(pem).toString('base64'), ...asked },
  };
}

function approve(name: string): Promise<TestResponse> {
  const headers = { 'Content-Type': 'application/merge-patch+json' };
  return server.request({
    method: 'PATCH',
    path: `${path}/${name}/approval`,
    body: { status: approved },
    headers,
  });
}

/** The request as soon as it satisfies the condition. */
async function until(name: string, isDone: (request: TestResponse['json']) => boolean) {
  const fieldSelector = encodeURIComponent(`metadata.name=${name}`);
  for await (const { object } of server.watch(`${path}?watch=1&fieldSelector=${fieldSelector}`)) {
    if (isDone(object)) return object;
  }
  throw new Error('the watch ended');
}

async function issued(name: string): Promise<string> {
  const request = await until(name, ({ status }) => status.certificate !== undefined);
  return Buffer.from(request.status.certificate, 'base64').toString();
}

const nodes = { commonName: 'system:node:a', organizations: ['system:nodes'] };

describe('signing', () => {
  let refused = 0;

  it('issues what was approved, with the names asked for and the time allowed', async () => {
    const asked = { signerName: client, usages: ['client auth'], expirationSeconds: 3_600 };
    const subject = { commonName: 'jane', organizations: ['dev', 'ops'] };
    await server.create(path, await newRequest('jane', asked, { subject }));
    expect((await approve('jane')).status).toBe(200);
    const certificate = parseCertificatePem(await issued('jane'));
    expect(certificate).toMatchObject({
      subject: { commonName: 'jane', organizations: ['dev', 'ops'] },
      issuer: { commonName: 'kubernetes' },
      keyUsages: [],
      extendedKeyUsages: ['client auth'],
      isCertificateAuthority: false,
    });
    const { notBefore, notAfter } = certificate;
    expect(notAfter.getTime() - notBefore.getTime()).toBe(65 * 60_000);
  });

  it('moves the end of a long lifetime with its beginning: a year in all at most', async () => {
    const asked = { signerName: serving, usages: ['digital signature', 'server auth'] };
    const template = { subject: nodes, dnsNames: ['a'], ipAddresses: ['192.0.2.7'] };
    await server.create(path, await newRequest('serving', asked, template));
    await approve('serving');
    const { notBefore, notAfter, dnsNames, ipAddresses, keyUsages } = parseCertificatePem(
      await issued('serving'),
    );
    expect(notAfter.getTime() - notBefore.getTime()).toBe(365 * 24 * 3_600_000);
    expect({ dnsNames, ipAddresses, keyUsages }).toEqual({
      dnsNames: ['a'],
      ipAddresses: ['192.0.2.7'],
      keyUsages: ['digital signature'],
    });
  });

  it.each([
    [client, ['server auth'], {}, 'invalid usage for client certificate: server auth'],
    [
      client,
      ['digital signature'],
      {},
      'missing required usage for client certificate: client auth',
    ],
    [kubelet, ['client auth'], {}, 'subject organization is not system:nodes'],
    [
      kubelet,
      ['client auth'],
      { dnsNames: ['a'], subject: nodes },
      'DNS subjectAltNames are not allowed',
    ],
    [
      kubelet,
      ['client auth'],
      { subject: nodes },
      'usages did not match [client auth digital signature key encipherment]',
    ],
    [serving, ['server auth'], { subject: nodes }, 'DNS or IP subjectAltName is required'],
    [
      serving,
      ['digital signature', 'server auth'],
      { dnsNames: ['a'], subject: { ...nodes, commonName: 'a' } },
      'subject common name does not begin with system:node:',
    ],
  ])('%s fails usages %j of %j', async (signerName, usages, template, message) => {
    const name = `refused-${refused++}`;
    const subject = { commonName: 'a' };
    await server.create(
      path,
      await newRequest(name, { signerName, usages }, { subject, ...template }),
    );
    await approve(name);
    const { status } = await until(name, ({ status }) => status.conditions?.length === 2);
    expect(status.conditions[1]).toMatchObject({
      type: 'Failed',
      status: 'True',
      reason: 'SignerValidationFailure',
      message,
    });
    expect(status.certificate).toBeUndefined();
  });

  it.runIf(hasOpenssl).each([['rsa:2048'], ['ec']])(
    'signs a request of openssl: %s',
    async (kind) => {
      const folder = new OpensslFolder();
      try {
        const curve = kind === 'ec' ? ['-pkeyopt', 'ec_paramgen_curve:P-384'] : [];
        const key = ['-newkey', kind, ...curve, '-nodes', '-keyout', 'a.key'];
        folder.run('req', '-new', ...key, '-subj', '/O=dev/CN=joe', '-out', 'a.csr');
        const asked = { signerName: client, usages: ['client auth', 'digital signature'] };
        const name = kind.replace(':', '-');
        await server.create(path, signingRequest(name, asked, folder.read('a.csr')));
        await approve(name);
        const certificate = new X509Certificate(await issued(name));
        expect(certificate.subject).toBe('O=dev\nCN=joe');
      } finally {
        folder.remove();
      }
    },
  );

  it('leaves signers of others alone, whose certificate stays once it is there', async () => {
    const asked = { signerName: 'example.com/mine', usages: ['client auth'] };
    const subject = { commonName: 'a' };
    await server.create(path, await newRequest('mine', asked, { subject }));
    await approve('mine');
    const pem = await issued('jane');
    const patchCertificate = (certificate: string) =>
      server.request({
        method: 'PATCH',
        path: `${path}/mine/status`,
        body: { status: { certificate } },
        headers: { 'Content-Type': 'application/merge-patch+json' },
      });
    expect((await patchCertificate(Buffer.from(pem).toString('base64'))).status).toBe(200);
    const again = await patchCertificate(Buffer.from(`${pem}${pem}`).toString('base64'));
    expect(again.status).toBe(422);
    expect(again.json.message).toContain('updates may not modify existing certificate content');
  });
});

describe('approving', () => {
  it('approves a kubelet that a binding trusts, and no other', async () => {
    const asked = { signerName: kubelet, usages: ['digital signature', 'client auth'] };
    const group = 'rbac.authorization.k8s.io';
    await server.create('/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
      apiVersion: `${group}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: 'askers' },
      roleRef: { apiGroup: group, kind: 'ClusterRole', name: 'system:node-bootstrapper' },
      subjects: [{ apiGroup: group, kind: 'Group', name: 'askers' }],
    });
    const send = async (name: string, user: string, ...groups: string[]) =>
      server.request({
        method: 'POST',
        path,
        body: await newRequest(name, asked, { subject: nodes }),
        headers: { 'Impersonate-User': user, 'Impersonate-Group': ['askers', ...groups] },
      });
    expect((await send('stranger', 'mallory')).status).toBe(201);
    expect((await send('self', 'system:node:a', 'system:nodes')).status).toBe(201);
    const { status } = await until('self', (request) => request.status.certificate !== undefined);
    expect(status.conditions).toMatchObject([
      {
        type: 'Approved',
        reason: 'AutoApproved',
        message: 'Auto approving self kubelet client certificate after SubjectAccessReview.',
      },
    ]);
    expect((await server.request({ path: `${path}/stranger` })).json.status).toEqual({});
  });
});
