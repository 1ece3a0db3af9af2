set -eu
kubectl delete networkpolicy {{ params.forgotten }} -n {{ params.namespace }}
kubectl apply -f - <<'END'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api-to-partner, namespace: {{ params.namespace }} }
spec:
  podSelector: { matchLabels: { tier: api } }
  policyTypes: [Egress]
  egress:
    - to: [{ ipBlock: { cidr: 198.18.{{ params.net }}.0/24 } }]
      ports: [{ port: 8443 }]
END
