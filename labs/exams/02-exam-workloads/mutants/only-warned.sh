set -eu
kubectl label namespace {{ params.namespace }}-public pod-security.kubernetes.io/warn=restricted
