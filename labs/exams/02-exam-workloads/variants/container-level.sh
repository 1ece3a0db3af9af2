set -eu
kubectl patch deployment api -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"securityContext":{},"containers":[{"name":"api","securityContext":{"runAsUser":{{ params.user }},"runAsNonRoot":true,"seccompProfile":{"type":"RuntimeDefault"},"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}}]}}}}'
kubectl rollout status deployment/api -n {{ params.namespace }} --timeout=30s
