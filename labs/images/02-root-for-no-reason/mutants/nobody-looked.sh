set -eu
kubectl label namespace {{ params.namespace }} pod-security.kubernetes.io/enforce=restricted
