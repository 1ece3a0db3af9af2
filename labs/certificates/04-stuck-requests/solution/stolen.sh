set -eu
# As `kubectl edit` would: the second subject of the one, the first of the other.
kubectl patch clusterrolebinding on-call --type=json -p '[{"op": "remove", "path": "/subjects/1"}]'
kubectl patch rolebinding deployers -n {{ params.namespace }} --type=json -p '[{"op": "remove", "path": "/subjects/0"}]'
