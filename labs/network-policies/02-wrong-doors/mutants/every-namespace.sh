set -eu
kubectl patch networkpolicy api-in -n {{ params.namespace }} --type=json \
  -p '[{"op": "replace", "path": "/spec/ingress/0/from", "value": [{"podSelector": {"matchLabels": {"tier": "web"}}, "namespaceSelector": {}}]}]'
