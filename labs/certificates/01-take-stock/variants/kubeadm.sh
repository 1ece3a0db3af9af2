set -eu
kubeadm certs renew apiserver-kubelet-client
