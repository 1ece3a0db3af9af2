set -eu
kubectl delete secret {{ params.account }}-token-x7k2p -n {{ params.namespace }}
