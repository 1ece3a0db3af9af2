# Being refused is the point.
sleep 1.1
kubectl get secrets -n kube-system --as {{ params.user }} --as-group devs || true
