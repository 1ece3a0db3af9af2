set -eu
kubectl patch deployment router -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"router","securityContext":{"privileged":false,"capabilities":{"add":["NET_ADMIN","SYS_NICE"]}}}]}}}}'
kubectl rollout status deployment/router -n {{ params.namespace }} --timeout=30s
