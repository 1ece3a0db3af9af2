set -eu
kubectl patch deployment notes -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"notes","command":["sh","-c","mkdir -p /var/notes && echo started > /var/notes/log && sleep infinity"],"securityContext":{"readOnlyRootFilesystem":false}}]}}}}'
kubectl rollout status deployment/notes -n {{ params.namespace }} --timeout=30s
