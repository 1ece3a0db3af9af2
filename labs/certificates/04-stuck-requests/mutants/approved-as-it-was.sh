set -eu
kubectl certificate approve {{ params.name }}
