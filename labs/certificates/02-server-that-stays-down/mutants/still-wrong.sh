set -eu
kubectl get nodes || true
