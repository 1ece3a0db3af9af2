import { describe, expect, it } from 'vitest';
import { asTlsRefusal } from './tls-refusal.js';

const refused = 'tls: failed to verify certificate: x509: ';
const mismatch = (host: string, subjectaltname?: string) => ({
  code: 'ERR_TLS_CERT_ALTNAME_INVALID',
  host,
  cert: { subjectaltname },
});

describe('asTlsRefusal', () => {
  it.each([
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'certificate signed by unknown authority'],
    [{ code: 'CERT_HAS_EXPIRED' }, 'certificate has expired or is not yet valid'],
    [
      mismatch('policy.team.svc', 'DNS:policy, DNS:policy.team, IP Address:10.0.0.1'),
      'certificate is valid for policy, policy.team, not policy.team.svc',
    ],
    [
      mismatch('10.96.0.9', 'IP Address:10.0.0.1'),
      'certificate is valid for 10.0.0.1, not 10.96.0.9',
    ],
    [
      mismatch('10.96.0.9', 'DNS:policy'),
      "cannot validate certificate for 10.96.0.9 because it doesn't contain any IP SANs",
    ],
    [mismatch('policy'), 'certificate is not valid for any names, but wanted to match policy'],
  ])('says of %j what a program in Go says', (fields, message) => {
    const error = Object.assign(new Error('in the words of Node'), fields);
    expect(asTlsRefusal(error)).toMatchObject({ code: fields.code, message: refused + message });
  });

  it('leaves every other error as it is', () => {
    const error = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    expect(asTlsRefusal(error)).toBe(error);
  });
});
