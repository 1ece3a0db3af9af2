set -eu
kubectl delete networkpolicy web-out -n {{ params.namespace }}
kubectl label pod database tier=db --overwrite -n {{ params.namespace }}
kubectl set selector service database tier=db -n {{ params.namespace }}
