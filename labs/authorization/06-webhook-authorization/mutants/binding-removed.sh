set -eu
kubectl delete rolebinding developers -n {{ params.namespace }}
kubectl delete pod old -n {{ params.namespace }} --as {{ params.user }} --as-group devs || true
