import { request } from 'node:http';
import { duplexPair } from 'node:stream';
import { connect } from 'node:tls';
import { expect, it } from 'vitest';
import { createClusterPki, readPkiFile } from '../pki/cluster-pki.js';
import { SecureServer } from './secure-server.js';

it('serves a stream as it serves a connection, from the address that is said', async () => {
  const { files } = await createClusterPki({
    nodeName: 'controlplane',
    advertiseAddress: '127.0.0.1',
    serviceAddress: '10.96.0.1',
    apiServerNames: ['kubernetes'],
    apiServerAddresses: [],
    now: new Date(),
  });
  const file = (name: string) => readPkiFile(files, `/etc/kubernetes/pki/${name}`);
  const ca = file('ca.crt');
  const serving = { cert: file('apiserver.crt'), key: file('apiserver.key'), ca };
  const server = new SecureServer(serving, async ({ request: asked, response }) => {
    response.writeHead(200);
    response.end(asked.remoteAddress);
  });
  const [near, far] = duplexPair();
  server.serve(far, '10.244.0.7');
  const createConnection = () => connect({ socket: near, servername: 'kubernetes', ca });
  const body = await new Promise<string>((resolve, reject) => {
    const asked = request({ path: '/', createConnection }, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      resolve(text);
    });
    asked.on('error', reject).end();
  });
  expect(body).toBe('10.244.0.7');
  near.destroy();
});
