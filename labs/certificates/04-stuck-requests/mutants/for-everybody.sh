set -eu
kubectl delete clusterrolebinding/on-call
kubectl delete rolebinding/deployers -n {{ params.namespace }}
