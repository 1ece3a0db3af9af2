import { expect, it } from 'vitest';
import { hostnameError } from './hostname-error.js';

const both = { dnsNames: ['kubernetes', 'kubernetes.default'], ipAddresses: ['10.96.0.1', '::1'] };
const none = { dnsNames: [], ipAddresses: [] };

it.each([
  ['etcd', both, 'certificate is valid for kubernetes, kubernetes.default, not etcd'],
  ['127.0.0.1', both, 'certificate is valid for 10.96.0.1, ::1, not 127.0.0.1'],
  ['::2', both, 'certificate is valid for 10.96.0.1, ::1, not ::2'],
  ['etcd', none, 'certificate is not valid for any names, but wanted to match etcd'],
  ['::1', none, "cannot validate certificate for ::1 because it doesn't contain any IP SANs"],
])('says of %s what the certificate is valid for', (host, names, reason) => {
  expect(hostnameError(host, names)).toBe(`x509: ${reason}`);
});
