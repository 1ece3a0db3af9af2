set -eu
kubectl patch deployment stamp -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"stamp","securityContext":{"runAsNonRoot":null}}]}}}}'
kubectl rollout status deployment/stamp -n {{ params.namespace }} --timeout=30s
