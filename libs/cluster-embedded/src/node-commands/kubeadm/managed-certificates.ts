/** A certificate kubeadm renews (kubeadm `phases/certs/certlist.go`, `renewal/manager.go`). */
export interface ManagedCertificate {
  readonly name: string;
  /** As messages call it. */
  readonly longName: string;
  /** Below /etc/kubernetes: without `.crt` below pki, or a kubeconfig that holds it. */
  readonly place: { readonly baseName: string } | { readonly kubeconfig: string };
  /** Of the authority, by its name in the list below. */
  readonly authority: string;
}

export interface ManagedAuthority {
  readonly name: string;
  readonly baseName: string;
}

/** By name. */
export const managedAuthorities: readonly ManagedAuthority[] = [
  { name: 'ca', baseName: 'ca' },
  { name: 'etcd-ca', baseName: 'etcd/ca' },
  { name: 'front-proxy-ca', baseName: 'front-proxy-ca' },
];

/** By name, as kubeadm lists them. */
export const managedCertificates: readonly ManagedCertificate[] = [
  kubeconfig(
    'admin.conf',
    'certificate embedded in the kubeconfig file for the admin to use and for kubeadm itself',
  ),
  file('apiserver', 'apiserver', 'ca', 'certificate for serving the Kubernetes API'),
  file(
    'apiserver-etcd-client',
    'apiserver-etcd-client',
    'etcd-ca',
    'certificate the apiserver uses to access etcd',
  ),
  file(
    'apiserver-kubelet-client',
    'apiserver-kubelet-client',
    'ca',
    'certificate for the API server to connect to kubelet',
  ),
  kubeconfig(
    'controller-manager.conf',
    'certificate embedded in the kubeconfig file for the controller manager to use',
  ),
  file(
    'etcd-healthcheck-client',
    'etcd/healthcheck-client',
    'etcd-ca',
    'certificate for liveness probes to healthcheck etcd',
  ),
  file(
    'etcd-peer',
    'etcd/peer',
    'etcd-ca',
    'certificate for etcd nodes to communicate with each other',
  ),
  file('etcd-server', 'etcd/server', 'etcd-ca', 'certificate for serving etcd'),
  file(
    'front-proxy-client',
    'front-proxy-client',
    'front-proxy-ca',
    'certificate for the front proxy client',
  ),
  kubeconfig(
    'scheduler.conf',
    'certificate embedded in the kubeconfig file for the scheduler manager to use',
  ),
  kubeconfig('super-admin.conf', 'certificate embedded in the kubeconfig file for the super-admin'),
];

function file(
  name: string,
  baseName: string,
  authority: string,
  longName: string,
): ManagedCertificate {
  return { name, longName, authority, place: { baseName } };
}

function kubeconfig(name: string, longName: string): ManagedCertificate {
  return { name, longName, authority: 'ca', place: { kubeconfig: name } };
}
