set -eu
# The pod of before goes on running, as the new one never becomes ready.
kubectl patch deployment api -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"securityContext":{"runAsUser":1000,"runAsNonRoot":true,"seccompProfile":{"type":"RuntimeDefault"}},"containers":[{"name":"api","command":["/no-such-program"],"securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}}]}}}}'
