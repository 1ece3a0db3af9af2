set -eu
kubectl patch rolebinding pod-reader -n {{ params.namespace }} --type=json -p '[
  {"op": "replace", "path": "/subjects/0/kind", "value": "User"},
  {"op": "add", "path": "/subjects/-", "value": {"kind": "ServiceAccount", "name": "shop", "namespace": "{{ params.namespace }}"}}]'
kubectl patch role release-manager -n {{ params.namespace }} --type=json \
  -p '[{"op": "replace", "path": "/rules/0/apiGroups", "value": ["apps"]}]'
kubectl create rolebinding releases --role=release-manager --user=release-bot -n {{ params.namespace }}
kubectl delete rolebinding log-reader -n {{ params.namespace }}
kubectl create rolebinding log-reader --role=log-reader --user={{ params.auditor }} --group=auditors -n {{ params.namespace }}
