set -eu
kubectl create configmap menu --from-literal today={{ params.dish }} -n {{ params.namespace }}
