set -eu
kubectl patch deployment cart -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"securityContext":{"runAsUser":{{ params.user }},"runAsNonRoot":true},"containers":[{"name":"cart","securityContext":{"allowPrivilegeEscalation":false}},{"name":"helper","securityContext":{"runAsUser":null,"allowPrivilegeEscalation":false}}]}}}}'
kubectl rollout status deployment/cart -n {{ params.namespace }} --timeout=30s
