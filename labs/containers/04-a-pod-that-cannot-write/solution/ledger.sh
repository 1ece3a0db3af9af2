set -eu
kubectl patch deployment ledger -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"securityContext":{"fsGroup":{{ params.group }}}}}}}'
kubectl rollout status deployment/ledger -n {{ params.namespace }} --timeout=30s
