set -eu
kubectl rollout restart deployment/ledger -n {{ params.namespace }}
