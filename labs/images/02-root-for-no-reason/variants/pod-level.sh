set -eu
# Each container for itself: more to write, and just as right.
kubectl patch deployment cart -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"cart","securityContext":{"runAsUser":{{ params.user }},"runAsNonRoot":true,"allowPrivilegeEscalation":false}},{"name":"helper","securityContext":{"runAsUser":{{ params.user }},"runAsNonRoot":true,"allowPrivilegeEscalation":false}}]}}}}'
kubectl rollout status deployment/cart -n {{ params.namespace }} --timeout=30s
