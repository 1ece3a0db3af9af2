import type { ExtendedKeyUsage } from '@drillyard/certificates';

export const certificatesDir = '/etc/kubernetes/pki';

/** The three authorities of a control plane, as kubeadm lists them. */
export const authorities = [
  { baseName: 'ca', commonName: 'kubernetes' },
  { baseName: 'front-proxy-ca', commonName: 'front-proxy-ca' },
  { baseName: 'etcd/ca', commonName: 'etcd-ca' },
] as const;

export type AuthorityName = (typeof authorities)[number]['baseName'];

/** What the alternative names of a certificate are made of. */
export type AltNameSet = 'none' | 'apiserver' | 'etcd';

export interface LeafCertificate {
  /** File name under {@link certificatesDir}, without `.crt` and `.key`. */
  readonly baseName: string;
  readonly authority: AuthorityName;
  /** Left out, it is the name of the node. */
  readonly commonName?: string;
  readonly extendedKeyUsages: readonly ExtendedKeyUsage[];
  readonly altNames: AltNameSet;
}

/** kubeadm 1.36, `cmd/kubeadm/app/phases/certs/certlist.go`: names, usages and authorities. */
export const leafCertificates: readonly LeafCertificate[] = [
  {
    baseName: 'apiserver',
    authority: 'ca',
    commonName: 'kube-apiserver',
    extendedKeyUsages: ['server auth'],
    altNames: 'apiserver',
  },
  {
    baseName: 'apiserver-kubelet-client',
    authority: 'ca',
    commonName: 'kube-apiserver-kubelet-client',
    extendedKeyUsages: ['client auth'],
    altNames: 'none',
  },
  {
    baseName: 'front-proxy-client',
    authority: 'front-proxy-ca',
    commonName: 'front-proxy-client',
    extendedKeyUsages: ['client auth'],
    altNames: 'none',
  },
  {
    baseName: 'etcd/server',
    authority: 'etcd/ca',
    extendedKeyUsages: ['server auth', 'client auth'],
    altNames: 'etcd',
  },
  {
    baseName: 'etcd/peer',
    authority: 'etcd/ca',
    extendedKeyUsages: ['server auth', 'client auth'],
    altNames: 'etcd',
  },
  {
    baseName: 'etcd/healthcheck-client',
    authority: 'etcd/ca',
    commonName: 'kube-etcd-healthcheck-client',
    extendedKeyUsages: ['client auth'],
    altNames: 'none',
  },
  {
    baseName: 'apiserver-etcd-client',
    authority: 'etcd/ca',
    commonName: 'kube-apiserver-etcd-client',
    extendedKeyUsages: ['client auth'],
    altNames: 'none',
  },
];
