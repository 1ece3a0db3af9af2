set -eu
kubectl delete clusterrolebinding {{ params.team }}-config nightly-backup
