set -eu
kubectl patch deployment router -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"router","securityContext":{"privileged":false}}]}}}}'
kubectl rollout status deployment/router -n {{ params.namespace }} --timeout=30s
