set -eu
kubectl delete rolebinding pod-reader log-reader -n {{ params.namespace }}
