import { type ClusterAccess, readKubeconfig, type WorkspaceEndpoint } from '@drillyard/cluster';
import { stringify } from 'yaml';

/** The super administrator's kubeconfig, at the address that kind published on this host. */
export function graderKubeconfig(superAdmin: string, published: string): string {
  const { server } = readKubeconfig(published);
  return kubeconfig(readKubeconfig(superAdmin), 'kubernetes-super-admin', server);
}

/** The administrator's, at the address a workspace has for the API server; kubeadm's names. */
export function learnerKubeconfig(published: string, { host, port }: WorkspaceEndpoint): string {
  return kubeconfig(readKubeconfig(published), 'kubernetes-admin', `https://${host}:${port}`);
}

/** Where kind published the API server on this host. */
export function publishedEndpoint(published: string): WorkspaceEndpoint {
  const { hostname, port } = new URL(readKubeconfig(published).server);
  return { host: hostname, port: Number(port) };
}

function kubeconfig(access: ClusterAccess, user: string, server: string): string {
  const context = `${user}@kubernetes`;
  const base64 = (pem: string | undefined) => Buffer.from(pem ?? '').toString('base64');
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'kubernetes',
        cluster: { 'certificate-authority-data': base64(access.ca), server },
      },
    ],
    contexts: [{ name: context, context: { cluster: 'kubernetes', user } }],
    'current-context': context,
    preferences: {},
    users: [
      {
        name: user,
        user: {
          'client-certificate-data': base64(access.clientCertificate),
          'client-key-data': base64(access.clientKey),
        },
      },
    ],
  });
}
