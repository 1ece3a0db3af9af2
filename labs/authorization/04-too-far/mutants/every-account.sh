set -eu
kubectl create clusterrolebinding nightly-backup --clusterrole=backup-reader \
  --group=system:serviceaccounts --dry-run=client -o yaml | kubectl replace -f -
