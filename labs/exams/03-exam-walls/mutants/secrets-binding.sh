set -eu
kubectl delete rolebinding interns -n {{ params.namespace }}
