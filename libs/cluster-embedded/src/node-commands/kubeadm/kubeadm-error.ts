/** What kubeadm ends with, in its words. */
export class KubeadmError extends Error {}
