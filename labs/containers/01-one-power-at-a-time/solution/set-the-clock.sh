set -eu
kubectl patch deployment timekeeper -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"timekeeper","securityContext":{"capabilities":{"add":["SYS_TIME"]}}}]}}}}'
kubectl rollout status deployment/timekeeper -n {{ params.namespace }} --timeout=30s
