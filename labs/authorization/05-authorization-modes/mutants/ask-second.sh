kubectl get pods -n {{ params.namespace }} --as {{ params.second }} || true
