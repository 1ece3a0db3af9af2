set -eu
kubectl label namespace {{ params.namespace }}-public pod-security.kubernetes.io/enforce=restricted pod-security.kubernetes.io/warn=restricted
