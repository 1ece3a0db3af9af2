set -eu
kubectl apply -f - <<'END'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web-to-api, namespace: {{ params.namespace }} }
spec:
  podSelector: { matchLabels: { tier: web } }
  policyTypes: [Egress]
  egress:
    - to: [{ podSelector: { matchLabels: { tier: api } } }]
      ports: [{ port: {{ params.port }} }]
END
kubectl patch networkpolicy database-in -n {{ params.namespace }} --type=merge \
  -p '{"spec": {"podSelector": {"matchLabels": {"tier": "database"}}}}'
kubectl patch networkpolicy api-in -n {{ params.namespace }} --type=json \
  -p '[{"op": "remove", "path": "/spec/ingress/0/from/1"}]'
