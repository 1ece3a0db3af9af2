set -eu
kubectl patch deployment router -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"router","securityContext":{"privileged":null,"capabilities":{"add":["NET_ADMIN"],"drop":["ALL"]}}}]}}}}'
kubectl rollout status deployment/router -n {{ params.namespace }} --timeout=30s
