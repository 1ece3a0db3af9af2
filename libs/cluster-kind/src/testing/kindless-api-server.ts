import type { ClusterClient, RawRequest, RawResponse } from '@drillyard/cluster';
import { FakeClusterClient } from '@drillyard/cluster/testing';
import { stringify } from 'yaml';
import type { EmulatedApiServer } from './emulated-host.js';

/** An API server that nobody listens for: only its kubeconfigs are there. */
export async function startNoApiServer(cluster: string): Promise<EmulatedApiServer> {
  return { admin: kubeconfigOf(cluster), superAdmin: kubeconfigOf(cluster), stop: async () => {} };
}

/** What connects to it: a client of a cluster that is ready and empty. */
export function connectToNothing(): ClusterClient {
  return new ReadyClusterClient();
}

class ReadyClusterClient extends FakeClusterClient {
  override async raw(request: RawRequest): Promise<RawResponse> {
    if (request.path !== '/version') return super.raw(request);
    return { status: 200, headers: {}, body: { gitVersion: 'v1.36.1' } };
  }
}

function kubeconfigOf(name: string): string {
  const pem = Buffer.from('pem').toString('base64');
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    contexts: [{ name, context: { cluster: name, user: name } }],
    clusters: [
      { name, cluster: { server: 'https://127.0.0.1:1', 'certificate-authority-data': pem } },
    ],
    users: [{ name, user: { 'client-certificate-data': pem, 'client-key-data': pem } }],
  });
}
