set -eu
kubectl delete networkpolicy {{ params.forgotten }} -n {{ params.namespace }}
