set -eu
kubectl patch rolebinding pod-reader -n {{ params.namespace }} --type=json \
  -p '[{"op": "replace", "path": "/subjects/0", "value": {"kind": "ServiceAccount", "name": "{{ params.reader }}", "namespace": "{{ params.namespace }}"}}]'
kubectl patch role release-manager -n {{ params.namespace }} --type=json \
  -p '[{"op": "replace", "path": "/rules/0/apiGroups", "value": ["extensions"]}]'
