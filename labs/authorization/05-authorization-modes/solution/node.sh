export KUBECONFIG=/etc/kubernetes/kubelet.conf
kubectl get secret pull-key -n {{ params.namespace }}
kubectl get secret payroll -n {{ params.namespace }} || true
