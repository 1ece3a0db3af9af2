import {
  createCertificateRequestPem,
  encodePrivateKeyPem,
  generatePrivateKey,
} from '@drillyard/certificates';
import { FakeClusterClient } from '@drillyard/cluster/testing';
import type { CsrSpec } from '@drillyard/lab-spec';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkOf, contextOf } from '../testing/check-fixtures.js';
import { FakeFiles } from '../testing/fake-files.js';
import { csrCheck } from './csr.check.js';

const cluster = new FakeClusterClient();
const files = new FakeFiles();
const base64 = (text: string) => Buffer.from(text).toString('base64');

beforeAll(async () => {
  const key = await generatePrivateKey();
  const subject = { commonName: 'jane', organizations: ['devs'] };
  const pem = await createCertificateRequestPem({ subject, dnsNames: ['web.atlas.svc'] }, key);
  const request = base64(pem);
  files.set('~/jane.csr', pem);
  files.set('~/jane.key', encodePrivateKeyPem(key));
  files.set('~/other.key', encodePrivateKeyPem(await generatePrivateKey()));
  const put = (name: string, status: object, spec: object = {}) =>
    cluster.state.put({
      apiVersion: 'certificates.k8s.io/v1',
      kind: 'CertificateSigningRequest',
      metadata: { name },
      spec: {
        request,
        signerName: 'kubernetes.io/kube-apiserver-client',
        username: 'kubernetes-admin',
        usages: ['client auth', 'digital signature'],
        expirationSeconds: 86_400,
        ...spec,
      },
      status,
    });
  const approved = [{ type: 'Approved' }];
  put('pending', {});
  put('approved', { conditions: approved });
  put('issued', { conditions: approved, certificate: base64('…') });
  put('denied', { conditions: [{ type: 'Denied' }] });
  put('failed', { conditions: [...approved, { type: 'Failed' }] });
  put('endless', {}, { expirationSeconds: undefined });
  put('garbage', {}, { request: base64('garbage') });
});

function judge(spec: CsrSpec) {
  return csrCheck.evaluate(checkOf('csr', spec), contextOf({ cluster, files }));
}

describe('csrCheck', () => {
  it.each<[string, CsrSpec]>([
    ['it is there', { name: 'pending' }],
    ['it is not there and should not be', { name: 'none', absent: true }],
    ['it is pending', { name: 'pending', state: 'pending' }],
    ['it is approved', { name: 'approved', state: 'approved' }],
    ['it is more than approved', { name: 'issued', state: 'approved' }],
    ['it is issued', { name: 'issued', state: 'issued' }],
    ['it is denied', { name: 'denied', state: 'denied' }],
    ['it failed', { name: 'failed', state: 'failed' }],
    ['the signer is right', { name: 'pending', signer: 'kubernetes.io/kube-apiserver-client' }],
    ['the requester is right', { name: 'pending', requester: 'kubernetes-admin' }],
    ['the usages are', { name: 'pending', usages: ['digital signature', 'client auth'] }],
    ['the subject is', { name: 'pending', commonName: 'jane', organizations: ['devs'] }],
    ['a name is asked for', { name: 'pending', dnsNames: ['web.atlas.svc'] }],
    ['the lifetime is within', { name: 'pending', lifetime: { max: '1d' } }],
    ['its key is that of the file', { name: 'pending', key: '~/jane.key' }],
    ['it is a file', { file: '~/jane.csr' }],
    ['it is a file that asks for this', { file: '~/jane.csr', commonName: 'jane' }],
    ['it is a file of that key', { file: '~/jane.csr', key: '~/jane.key' }],
  ])('passes when %s', async (_, spec) => {
    expect(await judge(spec)).toEqual({ status: 'passed' });
  });

  it.each<[string, CsrSpec, RegExp]>([
    ['it is not there', { name: 'none' }, /no CertificateSigningRequest none yet/],
    ['it is there and should not be', { name: 'pending', absent: true }, /still there/],
    ['it waits for approval', { name: 'pending', state: 'approved' }, /is pending/],
    ['it waits for its certificate', { name: 'approved', state: 'issued' }, /is approved/],
    ['it is approved, not denied', { name: 'issued', state: 'denied' }, /is issued/],
    ['it failed', { name: 'failed', state: 'issued' }, /is failed/],
    ['the signer is another', { name: 'pending', signer: 'example.com/x' }, /another signer/],
    ['the requester is another', { name: 'pending', requester: 'jane' }, /another requester/],
    [
      'a usage is missing',
      { name: 'pending', usages: ['client auth', 'digital signature', 'server auth'] },
      /other usages/,
    ],
    ['a usage is too much', { name: 'pending', usages: ['client auth'] }, /other usages/],
    ['it names somebody else', { name: 'pending', commonName: 'omar' }, /common name/],
    ['an organization is too much', { name: 'pending', organizations: [] }, /organizations/],
    ['it lasts too long', { name: 'pending', lifetime: { max: '1h' } }, /lasts too long/],
    ['it does not say how long', { name: 'endless', lifetime: { max: '1h' } }, /how long/],
    ['its key is another', { name: 'pending', key: '~/other.key' }, /not made with the key/],
    ['there is no such file', { file: '~/none.csr' }, /no file ~\/none.csr yet/],
    ['the file is something else', { file: '~/jane.key' }, /cannot be read/],
    ['the file names somebody else', { file: '~/jane.csr', commonName: 'omar' }, /common name/],
    ['the file is of another key', { file: '~/jane.csr', key: '~/other.key' }, /not made with/],
    ['there is no such key', { file: '~/jane.csr', key: '~/none.key' }, /no file ~\/none.key yet/],
    ['it carries no request', { name: 'garbage', commonName: 'jane' }, /cannot be read/],
  ])('fails when %s', async (_, spec, reason) => {
    expect(await judge(spec)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(reason),
    });
  });
});
