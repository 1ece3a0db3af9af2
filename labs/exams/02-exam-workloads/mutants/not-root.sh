set -eu
kubectl patch deployment vpn -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"vpn","securityContext":{"privileged":false,"runAsUser":{{ params.user }},"capabilities":{"drop":["ALL"],"add":["NET_ADMIN"]}}}]}}}}'
kubectl rollout status deployment/vpn -n {{ params.namespace }} --timeout=30s
