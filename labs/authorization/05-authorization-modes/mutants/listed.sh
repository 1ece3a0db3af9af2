kubectl --kubeconfig /etc/kubernetes/kubelet.conf get secrets -n {{ params.namespace }} || true
