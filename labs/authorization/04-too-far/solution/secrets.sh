set -eu
kubectl patch clusterrolebinding nightly-backup --type=json -p '[{"op": "remove", "path": "/subjects/1"}]'
