set -eu
kubectl patch deployment counter -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"counter","securityContext":{"runAsUser":65534,"runAsNonRoot":true,"allowPrivilegeEscalation":false,"capabilities":{"add":null,"drop":["ALL"]}}}]}}}}'
kubectl rollout status deployment/counter -n {{ params.namespace }} --timeout=30s
kubectl scale deployment counter -n {{ params.namespace }} --replicas=0
kubectl wait deployment/counter -n {{ params.namespace }} --for=jsonpath='{.status.replicas}'=0 --timeout=10s 2>/dev/null || true
