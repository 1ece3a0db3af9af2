set -eu
kubectl patch deployment ledger -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"volumes":[{"name":"ledger","secret":{"secretName":"ledger","defaultMode":292}}]}}}}'
kubectl rollout status deployment/ledger -n {{ params.namespace }} --timeout=30s
