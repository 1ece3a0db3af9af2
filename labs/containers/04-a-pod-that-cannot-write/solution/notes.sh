set -eu
kubectl patch deployment notes -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"notes","volumeMounts":[{"name":"notes","mountPath":"/var/notes"}]}],"volumes":[{"name":"notes","emptyDir":{}}]}}}}'
kubectl rollout status deployment/notes -n {{ params.namespace }} --timeout=30s
