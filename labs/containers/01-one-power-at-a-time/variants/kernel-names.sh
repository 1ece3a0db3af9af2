set -eu
kubectl patch deployment greeter -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"greeter","securityContext":{"capabilities":{"drop":["ALL"],"add":["CAP_NET_BIND_SERVICE"]}}}]}}}}'
kubectl rollout status deployment/greeter -n {{ params.namespace }} --timeout=30s
