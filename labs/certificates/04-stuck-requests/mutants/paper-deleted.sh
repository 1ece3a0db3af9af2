set -eu
kubectl delete csr vera
kubectl patch clusterrolebinding on-call --type=json -p '[{"op": "remove", "path": "/subjects/1"}]'
