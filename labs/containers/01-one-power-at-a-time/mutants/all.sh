set -eu
kubectl patch deployment timekeeper -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"timekeeper","securityContext":{"capabilities":{"add":["ALL"]}}}]}}}}'
kubectl rollout status deployment/timekeeper -n {{ params.namespace }} --timeout=30s
