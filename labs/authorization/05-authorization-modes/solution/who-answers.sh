# Being refused is the point.
kubectl get secrets -n {{ params.namespace }} --as {{ params.user }} || true
