import {
  type CertificateAuthority,
  createCertificateAuthority,
  encodeCertificatePem,
  encodePrivateKeyPem,
  generatePrivateKey,
  issueCertificate,
  type PrivateKey,
} from '@drillyard/certificates';
import { HttpsTransport, KubeClient, readKubeconfig } from '@drillyard/cluster';
import { FakeClusterClient } from '@drillyard/cluster/testing';
import { EmbeddedCluster } from '@drillyard/cluster-embedded';
import type { CertificateSpec } from '@drillyard/lab-spec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOf, contextOf } from '../testing/check-fixtures.js';
import { FakeFiles } from '../testing/fake-files.js';
import { certificateCheck } from './certificate.check.js';

const day = 86_400_000;
const now = new Date('2030-05-01T12:00:00Z');
const from = new Date(now.getTime() - day);

let authority: CertificateAuthority;
let stranger: CertificateAuthority;
let key: PrivateKey;
let otherKey: PrivateKey;
const files = new FakeFiles();
const cluster = new FakeClusterClient();

async function pem(
  template: Partial<Parameters<typeof issueCertificate>[0]> = {},
  issuer = authority,
) {
  const certificate = await issueCertificate(
    {
      subject: { commonName: 'jane', organizations: ['devs', 'readers'] },
      notBefore: from,
      notAfter: new Date(from.getTime() + 30 * day),
      keyUsages: ['digital signature'],
      extendedKeyUsages: ['client auth'],
      dnsNames: ['web.atlas.svc', 'web'],
      ipAddresses: ['10.0.0.7', '::1'],
      ...template,
    },
    key.publicKey,
    issuer,
  );
  return encodeCertificatePem(certificate);
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

beforeAll(async () => {
  [key, otherKey] = await Promise.all([generatePrivateKey(), generatePrivateKey()]);
  const caOf = async (commonName: string) =>
    createCertificateAuthority(
      { subject: { commonName }, notBefore: from, notAfter: new Date(from.getTime() + 3650 * day) },
      await generatePrivateKey(),
    );
  [authority, stranger] = await Promise.all([caOf('kubernetes'), caOf('kubernetes')]);
  cluster.certificateAuthority = encodeCertificatePem(authority.certificate);
  const jane = await pem();
  files.set('~/jane.crt', jane);
  files.set('~/jane.key', encodePrivateKeyPem(key));
  files.set('~/other.key', encodePrivateKeyPem(otherKey));
  files.set('~/stranger.crt', await pem({}, stranger));
  files.set('~/ca.crt', encodeCertificatePem(stranger.certificate));
  files.set('~/expired.crt', await pem({ notAfter: new Date(now.getTime() - 1000) }));
  files.set('~/early.crt', await pem({ notBefore: new Date(now.getTime() + 1000) }));
  files.set('~/junk.crt', 'hello');
  files.set(
    '~/broken.crt',
    `-----BEGIN CERTIFICATE-----\n${base64('no')}\n-----END CERTIFICATE-----\n`,
  );
  files.set(
    '~/.kube/config',
    JSON.stringify({
      'current-context': 'one',
      contexts: [{ name: 'one', context: { user: 'jane' } }],
      users: [
        {
          name: 'jane',
          user: { 'client-certificate': '../jane.crt', 'client-key': '../jane.key' },
        },
        { name: 'inline', user: { 'client-certificate-data': base64(jane) } },
        { name: 'token', user: { token: 'x' } },
      ],
    }),
  );
  // As kubectl reads it: relative to the folder of the kubeconfig.
  files.set('~/.kube/../jane.crt', jane);
  files.set('~/.kube/../jane.key', encodePrivateKeyPem(key));
  cluster.state.put({
    ...{ apiVersion: 'v1', kind: 'Secret', metadata: { namespace: 'atlas', name: 'tls' } },
    data: { 'tls.crt': base64(jane) },
  });
  const request = (name: string, status: object) =>
    cluster.state.put({
      apiVersion: 'certificates.k8s.io/v1',
      kind: 'CertificateSigningRequest',
      metadata: { name },
      status,
    });
  request('issued', { certificate: base64(jane) });
  request('waiting', {});
});

function judge(spec: Partial<CertificateSpec>) {
  return certificateCheck.evaluate(
    checkOf('certificate', { on: 'workstation', ...spec }),
    contextOf({ cluster, files, now }),
  );
}

describe('certificateCheck', () => {
  it('reads certificate and key of the node', async () => {
    const spec = { file: '~/jane.crt', key: '~/jane.key' };
    const check = checkOf('certificate', { on: 'controlplane', ...spec });
    const onNode = contextOf({ cluster, nodeFiles: files, now });
    expect(await certificateCheck.evaluate(check, onNode)).toEqual({ status: 'passed' });
    const elsewhere = contextOf({ cluster, files, now });
    expect(await certificateCheck.evaluate(check, elsewhere)).toMatchObject({
      status: 'inconclusive',
    });
    const nodeFiles = ['~/jane.crt', '~/jane.key'];
    expect(certificateCheck.dependencies(check.spec)).toEqual({ nodeFiles, objects: [] });
  });

  it.each<[string, Partial<CertificateSpec>]>([
    ['the common name is right', { file: '~/jane.crt', commonName: 'jane' }],
    ['enough of its time is left', { file: '~/jane.crt', remaining: { min: '28d', max: '30d' } }],
    [
      'the organizations are, in any order',
      { file: '~/jane.crt', organizations: ['readers', 'devs'] },
    ],
    ['the names asked for are among others', { file: '~/jane.crt', dnsNames: ['web'] }],
    ['an address is written otherwise', { file: '~/jane.crt', ipAddresses: ['0:0:0:0:0:0:0:1'] }],
    ['it may be used so', { file: '~/jane.crt', usages: ['client auth', 'digital signature'] }],
    ['it is none of an authority', { file: '~/jane.crt', authority: false }],
    [
      'an authority is one, signed by itself',
      { file: '~/ca.crt', authority: true, issuedBy: 'itself' },
    ],
    ["the cluster's CA signed it", { file: '~/jane.crt', issuedBy: 'cluster' }],
    ['the CA of a file signed it', { file: '~/stranger.crt', issuedBy: '~/ca.crt' }],
    ['it belongs to the key', { file: '~/jane.crt', key: '~/jane.key' }],
    ['it lives as long as it should', { file: '~/jane.crt', lifetime: { min: '29d', max: '30d' } }],
    [
      'it is in a Secret',
      { secret: { namespace: 'atlas', name: 'tls', key: 'tls.crt' }, commonName: 'jane' },
    ],
    ['it was issued for a request', { csr: 'issued', commonName: 'jane' }],
    ['a kubeconfig names its file', { kubeconfig: { path: '~/.kube/config' }, commonName: 'jane' }],
    [
      'a kubeconfig holds it',
      { kubeconfig: { path: '~/.kube/config', user: 'inline' }, commonName: 'jane' },
    ],
  ])('passes when %s', async (_, spec) => {
    expect(await judge(spec)).toEqual({ status: 'passed' });
  });

  it.each<[string, Partial<CertificateSpec>, RegExp]>([
    [
      'too little of its time is left',
      { file: '~/jane.crt', remaining: { min: '30d' } },
      /ends too early/,
    ],
    ['there is no file', { file: '~/none.crt', commonName: 'jane' }, /no file ~\/none.crt/],
    [
      'the file is something else',
      { file: '~/junk.crt', commonName: 'jane' },
      /not a certificate in PEM/,
    ],
    [
      'the certificate is broken',
      { file: '~/broken.crt', commonName: 'jane' },
      /not a certificate in PEM/,
    ],
    ['it is a key', { file: '~/jane.key', commonName: 'jane' }, /not a certificate in PEM/],
    ['it has expired', { file: '~/expired.crt', commonName: 'jane' }, /is expired/],
    ['it is not valid yet', { file: '~/early.crt', commonName: 'jane' }, /not valid yet/],
    [
      'the common name is another',
      { file: '~/jane.crt', commonName: 'Jane' },
      /common name \(CN\)/,
    ],
    [
      'an organization is missing',
      { file: '~/jane.crt', organizations: ['devs', 'readers', 'ops'] },
      /organizations/,
    ],
    [
      'an organization is too much',
      { file: '~/jane.crt', organizations: ['devs'] },
      /organizations/,
    ],
    [
      'a name is missing',
      { file: '~/jane.crt', dnsNames: ['web', 'db'] },
      /lacks some of its names/,
    ],
    [
      'an address is missing',
      { file: '~/jane.crt', ipAddresses: ['10.0.0.8'] },
      /lacks some of its addresses/,
    ],
    [
      'it may not be used so',
      { file: '~/jane.crt', usages: ['server auth'] },
      /lacks some of its usages/,
    ],
    ['it is no authority', { file: '~/jane.crt', authority: true }, /may not sign others/],
    ['it is an authority', { file: '~/ca.crt', authority: false }, /may sign others/],
    [
      'a namesake of the CA signed it',
      { file: '~/stranger.crt', issuedBy: 'cluster' },
      /not issued by the cluster's CA/,
    ],
    ['it signed itself not', { file: '~/jane.crt', issuedBy: 'itself' }, /not issued by itself/],
    [
      'it belongs to another key',
      { file: '~/jane.crt', key: '~/other.key' },
      /does not belong to the key/,
    ],
    ['the key is no key', { file: '~/jane.crt', key: '~/junk.crt' }, /not a private key/],
    ['it lives too long', { file: '~/jane.crt', lifetime: { max: '24h' } }, /lasts too long/],
    ['it lives too short', { file: '~/jane.crt', lifetime: { min: '365d' } }, /ends too early/],
    [
      'the Secret is not there',
      { secret: { namespace: 'atlas', name: 'x', key: 'tls.crt' } },
      /no Secret atlas\/x/,
    ],
    [
      'the Secret has another key',
      { secret: { namespace: 'atlas', name: 'tls', key: 'ca.crt' } },
      /no key ca.crt/,
    ],
    ['nothing was issued', { csr: 'waiting' }, /No certificate was issued/],
    ['there is no request', { csr: 'none' }, /no CertificateSigningRequest none/],
    [
      'the user has a token',
      { kubeconfig: { path: '~/.kube/config', user: 'token' } },
      /has no certificate/,
    ],
    [
      'there is no such user',
      { kubeconfig: { path: '~/.kube/config', user: 'omar' } },
      /has no user omar/,
    ],
    [
      'there is no such context',
      { kubeconfig: { path: '~/.kube/config', context: 'two' } },
      /has no context two/,
    ],
  ])('fails when %s', async (_, spec, reason) => {
    expect(await judge(spec)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(reason),
    });
  });

  it('is asked again when what it reads changes', () => {
    const spec = { on: 'workstation', file: '~/a', key: '~/b', issuedBy: '~/c' } as const;
    expect(certificateCheck.dependencies(spec).files).toEqual(['~/a', '~/b', '~/c']);
  });
});

describe('certificateCheck on a cluster', () => {
  let embedded: EmbeddedCluster;
  let client: KubeClient;
  const admin = () => readKubeconfig(embedded.superAdminKubeconfig());
  beforeAll(async () => {
    embedded = await EmbeddedCluster.start();
    client = new KubeClient(new HttpsTransport(admin()));
  });
  afterAll(async () => {
    await client.close();
    await embedded.close();
  });

  it.each<[string, () => [certificate: string, key: string], string, object]>([
    [
      'the API server takes its bearer for the user',
      () => [admin().clientCertificate ?? '', admin().clientKey ?? ''],
      'kubernetes-super-admin',
      { status: 'passed' },
    ],
    [
      'the API server takes its bearer for somebody else',
      () => [admin().clientCertificate ?? '', admin().clientKey ?? ''],
      'jane',
      { status: 'failed', actual: 'the user kubernetes-super-admin' },
    ],
  ])('sees that %s', async (_, pair, user, outcome) => {
    const learner = new FakeFiles();
    const [certificate, privateKey] = pair();
    learner.set('~/me.crt', certificate);
    learner.set('~/me.key', privateKey);
    const spec = { file: '~/me.crt', key: '~/me.key', authenticatesAs: { user } };
    expect(
      await certificateCheck.evaluate(
        checkOf('certificate', { on: 'workstation', ...spec }),
        contextOf({ cluster: client, files: learner }),
      ),
    ).toMatchObject(outcome);
  });

  it('judges what the API server shows whoever connects', async () => {
    const judge = (spec: Partial<CertificateSpec>) =>
      certificateCheck.evaluate(
        checkOf('certificate', { on: 'workstation', endpoint: 'apiserver', ...spec }),
        contextOf({ cluster: client }),
      );
    const right = { dnsNames: ['kubernetes.default.svc'], usages: ['server auth'] };
    expect(await judge({ ...right, issuedBy: 'cluster' })).toEqual({ status: 'passed' });
    expect(await judge({ dnsNames: ['k8s.example.com'] })).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('the API server'),
      expected: 'k8s.example.com',
    });
    expect(await judge({ remaining: { max: '1d' } })).toMatchObject({ status: 'failed' });
  });

  it('sees that the API server does not know who signed it', async () => {
    const learner = new FakeFiles();
    learner.set('~/me.crt', await pem({ notBefore: new Date(0) }, stranger));
    learner.set('~/me.key', encodePrivateKeyPem(key));
    const spec = { file: '~/me.crt', key: '~/me.key', authenticatesAs: { user: 'jane' } };
    const context = contextOf({ cluster: client, files: learner, now });
    expect(
      await certificateCheck.evaluate(
        checkOf('certificate', { on: 'workstation', ...spec }),
        context,
      ),
    ).toMatchObject({
      status: 'failed',
      reason: 'The API server does not accept ~/me.crt.',
      actual: 'the API server answers 401 Unauthorized',
    });
  });
});
