set -eu
kubectl patch deployment greeter -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"greeter","securityContext":{"capabilities":{"drop":["NET_RAW","SYS_CHROOT","MKNOD"]}}}]}}}}'
kubectl rollout status deployment/greeter -n {{ params.namespace }} --timeout=30s
