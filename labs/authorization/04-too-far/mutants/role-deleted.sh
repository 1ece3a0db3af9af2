set -eu
kubectl delete clusterrole backup-reader
