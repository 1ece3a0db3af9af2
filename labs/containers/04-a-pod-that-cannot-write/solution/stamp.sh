set -eu
kubectl patch deployment stamp -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"stamp","securityContext":{"runAsUser":100}}]}}}}'
kubectl rollout status deployment/stamp -n {{ params.namespace }} --timeout=30s
