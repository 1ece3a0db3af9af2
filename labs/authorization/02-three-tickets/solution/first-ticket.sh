set -eu
kubectl patch rolebinding pod-reader -n {{ params.namespace }} --type=json \
  -p '[{"op": "replace", "path": "/subjects/0/kind", "value": "User"}]'
