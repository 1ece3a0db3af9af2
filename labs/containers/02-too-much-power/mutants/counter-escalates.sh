set -eu
kubectl patch deployment counter -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"counter","securityContext":{"runAsUser":65534,"runAsNonRoot":true,"capabilities":{"add":null,"drop":["ALL"]}}}]}}}}'
kubectl rollout status deployment/counter -n {{ params.namespace }} --timeout=30s
