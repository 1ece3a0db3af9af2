import { stringify } from 'yaml';

/** How a kubeconfig's one user proves who they are. */
export type KubeconfigCredential =
  | { readonly clientCertificatePem: string; readonly clientKeyPem: string }
  | { readonly token: string };

export interface KubeconfigOptions {
  /** Such as `https://127.0.0.1:6443`. */
  readonly server: string;
  readonly certificateAuthorityPem: string;
  readonly userName: string;
  readonly credential: KubeconfigCredential;
  readonly clusterName?: string;
  /** Where commands without `-n` go; `default` where it is left out. */
  readonly namespace?: string;
}

/** A kubeconfig with everything in it, named as kubeadm names: `kubernetes-admin@kubernetes`. */
export function encodeKubeconfig(options: KubeconfigOptions): string {
  const { userName, clusterName = 'kubernetes', namespace, credential } = options;
  const contextName = `${userName}@${clusterName}`;
  return stringify(
    {
      apiVersion: 'v1',
      clusters: [
        {
          cluster: {
            'certificate-authority-data': base64(options.certificateAuthorityPem),
            server: options.server,
          },
          name: clusterName,
        },
      ],
      contexts: [
        {
          context: { cluster: clusterName, ...(namespace && { namespace }), user: userName },
          name: contextName,
        },
      ],
      'current-context': contextName,
      kind: 'Config',
      users: [{ name: userName, user: encodeCredential(credential) }],
    },
    { lineWidth: 0 },
  );
}

function encodeCredential(credential: KubeconfigCredential): Record<string, string> {
  if ('token' in credential) return { token: credential.token };
  return {
    'client-certificate-data': base64(credential.clientCertificatePem),
    'client-key-data': base64(credential.clientKeyPem),
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
