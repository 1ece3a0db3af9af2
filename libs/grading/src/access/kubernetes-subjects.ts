import type { RoleBinding, Subject } from '@drillyard/rbac';
import { describeObject } from '../resource/describe-object.js';

const bootstrappers = 'Group system:bootstrappers:kubeadm:default-node-token';
const controllerManager = 'User system:kube-controller-manager';
const scheduler = 'User system:kube-scheduler';
const metricsServer = 'ServiceAccount kube-system/metrics-server';
const localPath = 'ServiceAccount local-path-storage/local-path-provisioner-service-account';

/**
 * Kubernetes' own components, by the binding that comes with Kubernetes, kubeadm, kind or a usual
 * add-on and names them: upstream's `bootstrappolicy`, `cmd/kubeadm/app/phases`, the manifests of
 * kind, of local-path-provisioner and of metrics-server. A component that another binding names is
 * no exception, nor is another subject of these bindings. Groups of everybody are left out:
 * whoever may do something because everybody may, may do it.
 */
const componentsByBinding: Readonly<Record<string, readonly string[]>> = {
  'ClusterRoleBinding cluster-admin': ['Group system:masters'],
  'ClusterRoleBinding system:kube-controller-manager': [controllerManager],
  'ClusterRoleBinding system:kube-dns': ['ServiceAccount kube-system/kube-dns'],
  'ClusterRoleBinding system:kube-scheduler': [scheduler],
  'ClusterRoleBinding system:monitoring': ['Group system:monitoring'],
  'ClusterRoleBinding system:node-proxier': ['User system:kube-proxy'],
  'ClusterRoleBinding system:volume-scheduler': [scheduler],
  'RoleBinding kube-system/system::extension-apiserver-authentication-reader': [
    controllerManager,
    scheduler,
  ],
  'RoleBinding kube-system/system::leader-locking-kube-controller-manager': [
    controllerManager,
    'ServiceAccount kube-system/kube-controller-manager',
    'ServiceAccount kube-system/leader-election-controller',
  ],
  'RoleBinding kube-system/system::leader-locking-kube-scheduler': [
    scheduler,
    'ServiceAccount kube-system/kube-scheduler',
  ],
  'ClusterRoleBinding kubeadm:apiserver-kubelet-client': ['User kube-apiserver-kubelet-client'],
  'ClusterRoleBinding kubeadm:cluster-admins': ['Group kubeadm:cluster-admins'],
  'ClusterRoleBinding kubeadm:get-nodes': [bootstrappers],
  'ClusterRoleBinding kubeadm:kubelet-bootstrap': [bootstrappers],
  'ClusterRoleBinding kubeadm:node-autoapprove-bootstrap': [bootstrappers],
  'ClusterRoleBinding kubeadm:node-autoapprove-certificate-rotation': ['Group system:nodes'],
  'ClusterRoleBinding kubeadm:node-proxier': ['ServiceAccount kube-system/kube-proxy'],
  'ClusterRoleBinding system:coredns': ['ServiceAccount kube-system/coredns'],
  'RoleBinding kube-public/kubeadm:bootstrap-signer-clusterinfo': ['User system:anonymous'],
  'RoleBinding kube-system/kube-proxy': [bootstrappers],
  'RoleBinding kube-system/kubeadm:kubelet-config': ['Group system:nodes', bootstrappers],
  'RoleBinding kube-system/kubeadm:nodes-kubeadm-config': ['Group system:nodes', bootstrappers],
  'ClusterRoleBinding kindnet': ['ServiceAccount kube-system/kindnet'],
  'ClusterRoleBinding local-path-provisioner-bind': [localPath],
  'RoleBinding local-path-storage/local-path-provisioner-bind': [localPath],
  'ClusterRoleBinding metrics-server:system:auth-delegator': [metricsServer],
  'ClusterRoleBinding system:metrics-server': [metricsServer],
  'RoleBinding kube-system/metrics-server-auth-reader': [metricsServer],
};

/** Controllers have a binding each, in the whole cluster, in kube-system or in kube-public. */
const controllerBinding =
  /^(?:Cluster)?RoleBinding (?:kube-(?:system|public)\/)?system:controller:(?<controller>[^/]+)$/;

/** Whether it is one of Kubernetes' own components that this binding has been made for. */
export function isKubernetesOwn(binding: RoleBinding, subject: Subject): boolean {
  const object = describeObject(binding);
  const named = nameSubject(subject, binding);
  const controller = controllerBinding.exec(object)?.groups?.['controller'];
  if (controller !== undefined) return named === `ServiceAccount kube-system/${controller}`;
  return componentsByBinding[object]?.includes(named) ?? false;
}

/** `Group devs`, `ServiceAccount ci/deployer`. */
function nameSubject({ kind, name, namespace }: Subject, { metadata }: RoleBinding): string {
  const home = namespace || metadata.namespace || '';
  return `${kind} ${kind === 'ServiceAccount' ? `${home}/` : ''}${name}`;
}
