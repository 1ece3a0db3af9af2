import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { encodeCertificatePem } from '@drillyard/certificates';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialHost } from '../dialing/dial.js';
import { createClusterPki, readPkiFile } from '../pki/cluster-pki.js';
import { WebhookClient } from './webhook-client.js';
import type { WebhookTarget } from './webhook-kubeconfig.js';

let server: Server;
let authority: string;

beforeAll(async () => {
  const addresses = { advertiseAddress: '10.0.0.9', apiServerAddresses: ['10.0.0.9'] };
  const pki = await createClusterPki({ nodeName: 'policy', ...addresses, now: new Date() });
  authority = encodeCertificatePem(pki.certificateAuthority.certificate);
  const cert = readPkiFile(pki.files, '/etc/kubernetes/pki/apiserver.crt');
  const key = readPkiFile(pki.files, '/etc/kubernetes/pki/apiserver.key');
  server = createServer({ cert, key }, (_, outgoing) => outgoing.end('{"answer":"yes"}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function ask(target: Omit<WebhookTarget, 'url'>): Promise<unknown> {
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  const url = new URL(`https://127.0.0.1:${port}/`);
  const client = new WebhookClient({ url, ...target }, dialHost, []);
  try {
    return await client.post({});
  } finally {
    client.close();
  }
}

describe('a webhook with a certificate', () => {
  it('is trusted by its authority and the name it is to have', async () => {
    const target = { certificateAuthorityPem: authority, serverName: 'kubernetes.default.svc' };
    expect(await ask(target)).toEqual({ answer: 'yes' });
  });

  it('is asked whoever it is, where that is said', async () => {
    expect(await ask({ isInsecure: true })).toEqual({ answer: 'yes' });
  });

  it.each<[string, () => Omit<WebhookTarget, 'url'>, RegExp]>([
    [
      'its authority is unknown',
      () => ({}),
      /^Post ".*": tls: failed to verify certificate: x509: certificate signed by unknown authority$/,
    ],
    [
      'its certificate does not name the address',
      () => ({ certificateAuthorityPem: authority }),
      /x509: certificate is valid for .*10\.0\.0\.9.*, not 127\.0\.0\.1$/,
    ],
    [
      'its certificate names somebody else',
      () => ({ certificateAuthorityPem: authority, serverName: 'opa' }),
      /x509: certificate is valid for .*kubernetes\.default\.svc.*, not opa$/,
    ],
  ])('is not asked where %s', async (_, target, message) => {
    await expect(ask(target())).rejects.toThrow(message);
  });
});
