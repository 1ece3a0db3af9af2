set -eu
kubectl patch deployment backup -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"backup","securityContext":{"capabilities":{"add":["DAC_READ_SEARCH"]}}}]}}}}'
kubectl rollout status deployment/backup -n {{ params.namespace }} --timeout=30s
