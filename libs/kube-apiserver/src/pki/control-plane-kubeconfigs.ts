import { encodeCertificatePem } from '@drillyard/certificates';
import { type ClientIdentity, issueClientCredential } from './client-credential.js';
import type { ClusterPki, PkiFiles } from './cluster-pki.js';
import { encodeKubeconfig } from './kubeconfig.js';

/** kubeadm 1.36's group of cluster administrators, bound to cluster-admin by kubeadm itself. */
export const clusterAdminsGroup = 'kubeadm:cluster-admins';

export interface ControlPlaneKubeconfigsOptions {
  /** Where administrators and kubelets reach the API server. */
  readonly server: string;
  /** Where the components on the node itself do; the same where it is left out. */
  readonly localServer?: string;
  readonly nodeName: string;
  readonly now: Date;
  /** Which to make; all where it is left out. */
  readonly names?: readonly ControlPlaneKubeconfigName[];
}

/** File names in `/etc/kubernetes`, without `.conf`. */
export type ControlPlaneKubeconfigName =
  | 'admin'
  | 'super-admin'
  | 'kubelet'
  | 'controller-manager'
  | 'scheduler';

/** The `*.conf` of a control plane's node, kubeadm's `phases/kubeconfig`. */
export async function createControlPlaneKubeconfigs(
  { certificateAuthority }: ClusterPki,
  { server, localServer = server, nodeName, now, names }: ControlPlaneKubeconfigsOptions,
): Promise<PkiFiles> {
  const specs: [file: ControlPlaneKubeconfigName, server: string, identity: ClientIdentity][] = [
    ['admin', server, { userName: 'kubernetes-admin', groups: [clusterAdminsGroup] }],
    ['super-admin', server, { userName: 'kubernetes-super-admin', groups: ['system:masters'] }],
    ['kubelet', server, { userName: `system:node:${nodeName}`, groups: ['system:nodes'] }],
    ['controller-manager', localServer, { userName: 'system:kube-controller-manager', groups: [] }],
    ['scheduler', localServer, { userName: 'system:kube-scheduler', groups: [] }],
  ];
  const certificateAuthorityPem = encodeCertificatePem(certificateAuthority.certificate);
  const wanted = specs.filter(([file]) => names?.includes(file) ?? true);
  const files = wanted.map(async ([file, address, identity]) => {
    const credential = await issueClientCredential(identity, certificateAuthority, now);
    const { userName } = identity;
    const text = encodeKubeconfig({
      server: address,
      certificateAuthorityPem,
      userName,
      credential,
    });
    return [`/etc/kubernetes/${file}.conf`, text] as const;
  });
  return new Map(await Promise.all(files));
}
