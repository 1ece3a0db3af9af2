set -eu
kubectl patch deployment team -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"writer","securityContext":{"runAsUser":{{ params.user }}}},{"name":"auditor","securityContext":{"runAsUser":65534}}]}}}}'
kubectl rollout status deployment/team -n {{ params.namespace }} --timeout=30s
