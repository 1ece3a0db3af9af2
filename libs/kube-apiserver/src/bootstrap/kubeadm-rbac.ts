import type { BindingRow, RoleRow } from './rbac-rows.js';

/** What `kubeadm init` 1.36 adds to the API server's own defaults (`cmd/kubeadm/app/phases`). */
const bootstrappers = 'Group system:bootstrappers:kubeadm:default-node-token';
const nodes = 'Group system:nodes';

export const kubeadmClusterRoles: readonly RoleRow[] = [
  { name: 'kubeadm:get-nodes', rules: ['get core nodes'] },
  {
    name: 'system:coredns',
    rules: [
      'list,watch core endpoints,services,pods,namespaces',
      'list,watch discovery.k8s.io endpointslices',
    ],
  },
];

export const kubeadmClusterRoleBindings: readonly BindingRow[] = [
  {
    name: 'kubeadm:apiserver-kubelet-client',
    role: 'ClusterRole system:kubelet-api-admin',
    subjects: ['User kube-apiserver-kubelet-client'],
  },
  {
    name: 'kubeadm:cluster-admins',
    role: 'ClusterRole cluster-admin',
    subjects: ['Group kubeadm:cluster-admins'],
  },
  { name: 'kubeadm:get-nodes', role: 'ClusterRole kubeadm:get-nodes', subjects: [bootstrappers] },
  {
    name: 'kubeadm:kubelet-bootstrap',
    role: 'ClusterRole system:node-bootstrapper',
    subjects: [bootstrappers],
  },
  {
    name: 'kubeadm:node-autoapprove-bootstrap',
    role: 'ClusterRole system:certificates.k8s.io:certificatesigningrequests:nodeclient',
    subjects: [bootstrappers],
  },
  {
    name: 'kubeadm:node-autoapprove-certificate-rotation',
    role: 'ClusterRole system:certificates.k8s.io:certificatesigningrequests:selfnodeclient',
    subjects: [nodes],
  },
  {
    name: 'kubeadm:node-proxier',
    role: 'ClusterRole system:node-proxier',
    subjects: ['ServiceAccount kube-system/kube-proxy'],
  },
  {
    name: 'system:coredns',
    role: 'ClusterRole system:coredns',
    subjects: ['ServiceAccount kube-system/coredns'],
  },
];

export const kubeadmRoles: readonly RoleRow[] = [
  {
    name: 'kube-public/kubeadm:bootstrap-signer-clusterinfo',
    rules: ['get core configmaps cluster-info'],
  },
  { name: 'kube-system/kube-proxy', rules: ['get core configmaps kube-proxy'] },
  { name: 'kube-system/kubeadm:kubelet-config', rules: ['get core configmaps kubelet-config'] },
  {
    name: 'kube-system/kubeadm:nodes-kubeadm-config',
    rules: ['get core configmaps kubeadm-config'],
  },
];

export const kubeadmRoleBindings: readonly BindingRow[] = [
  {
    name: 'kube-public/kubeadm:bootstrap-signer-clusterinfo',
    role: 'Role kubeadm:bootstrap-signer-clusterinfo',
    subjects: ['User system:anonymous'],
  },
  { name: 'kube-system/kube-proxy', role: 'Role kube-proxy', subjects: [bootstrappers] },
  {
    name: 'kube-system/kubeadm:kubelet-config',
    role: 'Role kubeadm:kubelet-config',
    subjects: [nodes, bootstrappers],
  },
  {
    name: 'kube-system/kubeadm:nodes-kubeadm-config',
    role: 'Role kubeadm:nodes-kubeadm-config',
    subjects: [bootstrappers, nodes],
  },
];
