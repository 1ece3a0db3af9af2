set -eu
kubectl patch deployment api -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"securityContext":{"runAsUser":{{ params.user }},"runAsNonRoot":true,"seccompProfile":{"type":"RuntimeDefault"}},"containers":[{"name":"api","securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}}]}}}}'
kubectl rollout status deployment/api -n {{ params.namespace }} --timeout=30s
