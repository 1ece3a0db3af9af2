set -eu
kubectl patch deployment team -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"securityContext":{"fsGroup":{{ params.group }}}}}}}'
kubectl rollout status deployment/team -n {{ params.namespace }} --timeout=30s
