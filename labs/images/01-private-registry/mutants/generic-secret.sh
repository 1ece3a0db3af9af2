set -eu
kubectl create secret generic registry-account -n {{ params.namespace }} \
  --from-literal=username=drillyard --from-literal=password=let-me-pull
kubectl patch deployment menu -n {{ params.namespace }} \
  -p '{"spec":{"template":{"spec":{"imagePullSecrets":[{"name":"registry-account"}]}}}}'
