set -eu
kubectl delete networkpolicy --all -n {{ params.namespace }}
