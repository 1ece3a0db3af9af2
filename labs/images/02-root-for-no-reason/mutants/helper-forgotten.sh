set -eu
kubectl patch deployment cart -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"securityContext":{"runAsUser":{{ params.user }}},"containers":[{"name":"cart","securityContext":{"runAsNonRoot":true,"allowPrivilegeEscalation":false}},{"name":"helper","securityContext":{"allowPrivilegeEscalation":false}}]}}}}'
kubectl rollout status deployment/cart -n {{ params.namespace }} --timeout=30s
