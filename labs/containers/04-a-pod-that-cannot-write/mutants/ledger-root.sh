set -eu
kubectl patch deployment ledger -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"ledger","securityContext":{"runAsUser":0,"runAsNonRoot":false}}]}}}}'
kubectl rollout status deployment/ledger -n {{ params.namespace }} --timeout=30s
