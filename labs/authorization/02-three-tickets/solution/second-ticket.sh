set -eu
kubectl patch role release-manager -n {{ params.namespace }} --type=json \
  -p '[{"op": "replace", "path": "/rules/0/apiGroups", "value": ["apps"]}]'
