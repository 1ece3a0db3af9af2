set -eu
kubectl patch networkpolicy api-in -n {{ params.namespace }} --type=json \
  -p '[{"op": "remove", "path": "/spec/ingress/0/from/1"}, {"op": "replace", "path": "/spec/ingress/0/ports/0/port", "value": 80}]'
