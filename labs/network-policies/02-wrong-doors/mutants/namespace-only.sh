set -eu
kubectl patch networkpolicy api-in -n {{ params.namespace }} --type=json \
  -p '[{"op": "remove", "path": "/spec/ingress/0/from/0"}]'
kubectl patch networkpolicy database-in -n {{ params.namespace }} --type=json \
  -p '[{"op": "replace", "path": "/spec/podSelector/matchLabels/tier", "value": "database"}, {"op": "remove", "path": "/spec/ingress/0/from"}]'
