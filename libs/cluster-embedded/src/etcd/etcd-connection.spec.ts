import {
  type CertificateTemplate,
  createCertificateAuthority,
  encodeCertificatePem,
  generatePrivateKey,
  issueCertificate,
} from '@drillyard/certificates';
import { describe, expect, it } from 'vitest';
import { etcdConnectionError } from './etcd-connection.js';
import type { EtcdListener } from './etcd-listener.js';

const validity = { notBefore: new Date('2026-01-01'), notAfter: new Date('2027-01-01') };
const at = new Date('2026-06-01T00:00:00Z');
const key = await generatePrivateKey();
const authority = (commonName: string) =>
  createCertificateAuthority(
    { ...validity, subject: { commonName }, keyUsages: ['cert sign'] },
    key,
  );
const [ours, theirs] = await Promise.all([authority('etcd-ca'), authority('other')]);

async function issue(by: typeof ours, template: Partial<CertificateTemplate>): Promise<string> {
  const subject = { commonName: 'x' };
  const full = { ...validity, subject, ...template };
  return encodeCertificatePem(await issueCertificate(full, key.publicKey, by));
}

const serverUsage = { extendedKeyUsages: ['server auth'] } as const;
const clientUsage = { extendedKeyUsages: ['client auth'] } as const;
const server = await issue(ours, { ...serverUsage, ipAddresses: ['127.0.0.1'] });
const client = await issue(ours, clientUsage);
const past = { notBefore: new Date('2025-01-01'), notAfter: new Date('2026-01-01') };

const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

const rejected: string[] = [];
const listener: EtcdListener = {
  addresses: ['127.0.0.1:2379'],
  certificate: server,
  clientAuthorities: [ours.certificate],
  warn: (_, { error = '' }) => rejected.push(error),
};
const options = {
  servers: ['https://127.0.0.1:2379'],
  authorities: encodeCertificatePem(ours.certificate),
  certificate: client,
};
const handshake = 'transport: authentication handshake failed: ';
const verify = `${handshake}tls: failed to verify certificate: x509: `;
const preface = 'error reading server preface: ';

/** As recorded of a kube-apiserver 1.36 and an etcd 3.5. */
const cases: readonly [
  name: string,
  client: Partial<typeof options>,
  server: Partial<EtcdListener> | undefined,
  expected: string | undefined,
  rejected?: string,
][] = [
  ['all in order', {}, {}, undefined],
  ['no TLS on both sides', { servers: ['http://127.0.0.1:2379'] }, plain(), undefined],
  [
    'no etcd',
    {},
    undefined,
    'transport: Error while dialing: dial tcp 127.0.0.1:2379: connect: connection refused',
  ],
  [
    'another port',
    { servers: ['https://127.0.0.1:2380'] },
    {},
    'transport: Error while dialing: dial tcp 127.0.0.1:2380: connect: connection refused',
  ],
  ['TLS to none', {}, plain(), `${handshake}EOF`],
  ['none to TLS', { servers: ['http://127.0.0.1:2379'] }, {}, `${preface}EOF`],
  [
    'another authority for the server',
    { authorities: encodeCertificatePem(theirs.certificate) },
    {},
    `${verify}certificate signed by unknown authority`,
    'remote error: tls: bad certificate',
  ],
  [
    'a server without addresses',
    {},
    { certificate: await issue(ours, serverUsage) },
    `${verify}cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs`,
    'remote error: tls: bad certificate',
  ],
  [
    'a server of other addresses',
    {},
    { certificate: await issue(ours, { ...serverUsage, ipAddresses: ['10.9.8.7'] }) },
    `${verify}certificate is valid for 10.9.8.7, not 127.0.0.1`,
    'remote error: tls: bad certificate',
  ],
  [
    'no client certificate',
    { certificate: undefined as never },
    {},
    `${preface}remote error: tls: certificate required`,
    "tls: client didn't provide a certificate",
  ],
  [
    'a client of another authority',
    { certificate: await issue(theirs, clientUsage) },
    {},
    `${preface}remote error: tls: unknown certificate authority`,
    'tls: failed to verify certificate: x509: certificate signed by unknown authority',
  ],
  [
    'a client that is a server',
    { certificate: await issue(ours, serverUsage) },
    {},
    `${preface}remote error: tls: bad certificate`,
    'tls: failed to verify certificate: x509: certificate specifies an incompatible key usage',
  ],
  [
    'a client of the past',
    { certificate: await issue(ours, { ...clientUsage, ...past }) },
    {},
    `${preface}remote error: tls: expired certificate`,
    'tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-06-01T00:00:00Z is after 2026-01-01T00:00:00Z',
  ],
  [
    'an etcd that asks nobody',
    { certificate: undefined as never },
    { clientAuthorities: undefined },
    undefined,
  ],
  [
    'an address without a port',
    { servers: ['nonsense'] },
    {},
    'transport: Error while dialing: dial tcp: address nonsense: missing port in address',
  ],
  [
    'a chain of a server that is broken',
    {},
    { certificate: `${server}${broken}` },
    `${verify}certificate signed by unknown authority`,
    'remote error: tls: bad certificate',
  ],
  [
    'a chain of a client that is broken',
    { certificate: `${client}${broken}` },
    {},
    `${preface}remote error: tls: error decoding message`,
    'tls: failed to parse client certificate: x509: malformed certificate',
  ],
];

function plain(): Partial<EtcdListener> {
  return { certificate: undefined, clientAuthorities: undefined };
}

describe('etcdConnectionError', () => {
  it.each(cases)('%s', async (_, changed, etcd, expected, refusal) => {
    rejected.length = 0;
    const place = etcd && { ...listener, ...etcd };
    expect(await etcdConnectionError({ ...options, ...changed }, place, at)).toBe(expected);
    expect(rejected).toEqual(refusal === undefined ? [] : [refusal]);
  });
});
