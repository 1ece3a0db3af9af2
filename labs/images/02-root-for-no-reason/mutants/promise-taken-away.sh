set -eu
kubectl patch deployment front -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"securityContext":{"runAsNonRoot":null}}}}}'
kubectl rollout status deployment/front -n {{ params.namespace }} --timeout=30s
