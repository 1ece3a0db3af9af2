import {
  createCertificateAuthority,
  encodeCertificatePem,
  generatePrivateKey,
} from '@drillyard/certificates';
import { describe, expect, it } from 'vitest';
import { asSigningRequest } from '../../registry/certificates/certificate-signing-request.js';
import { expiryMs } from './csr-cleaner-controller.js';

const created = '2026-03-01T12:00:00Z';
const hourMs = 3_600_000;

function hoursUntilGone(status: object): number {
  const metadata = { name: 'a', creationTimestamp: created };
  const expiry = expiryMs(asSigningRequest({ metadata, spec: {}, status }));
  return (expiry - Date.parse(created)) / hourMs;
}

const at = (type: string, hour: number) => {
  const lastUpdateTime = new Date(Date.parse(created) + hour * hourMs).toISOString();
  return { type, status: 'True', lastUpdateTime };
};

async function certificateFor(hours: number): Promise<string> {
  const notBefore = new Date(created);
  const notAfter = new Date(notBefore.getTime() + hours * hourMs);
  const template = { subject: { commonName: 'a' }, notBefore, notAfter };
  const { certificate } = await createCertificateAuthority(template, await generatePrivateKey());
  return Buffer.from(encodeCertificatePem(certificate)).toString('base64');
}

describe('expiryMs', () => {
  it.each([
    ['nobody looked at it', {}, 24],
    ['denied', { conditions: [at('Denied', 2)] }, 3],
    ['approved, not issued', { conditions: [at('Approved', 2)] }, 26],
    ['failed', { conditions: [at('Approved', 2), at('Failed', 3)] }, 4],
    [
      'only a condition of somebody else',
      { conditions: [at('Seen', 2)] },
      Number.POSITIVE_INFINITY,
    ],
  ])('%s', (_, status, hours) => {
    expect(hoursUntilGone(status)).toBe(hours);
  });

  it('lets an issued request go after an hour, or when its certificate ends', async () => {
    const conditions = [at('Approved', 2)];
    expect(hoursUntilGone({ conditions, certificate: await certificateFor(100) })).toBe(3);
    expect(hoursUntilGone({ conditions, certificate: await certificateFor(2.5) })).toBe(2.5);
    const arbitrary = Buffer.from('no certificate').toString('base64');
    expect(hoursUntilGone({ conditions, certificate: arbitrary })).toBe(3);
  });
});
