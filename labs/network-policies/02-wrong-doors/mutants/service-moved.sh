set -eu
kubectl delete networkpolicy web-out -n {{ params.namespace }}
kubectl label pod database tier=db --overwrite -n {{ params.namespace }}
