set -eu
kubectl patch networkpolicy web-out -n {{ params.namespace }} --type=json \
  -p '[{"op": "replace", "path": "/spec/egress/0", "value": {"to": [{"namespaceSelector": {}}], "ports": [{"port": {{ params.port }}}]}}]'
kubectl patch networkpolicy database-in -n {{ params.namespace }} --type=merge -p '{"spec": {"podSelector": {"matchLabels": null}}}'
