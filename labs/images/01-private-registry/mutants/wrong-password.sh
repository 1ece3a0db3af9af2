set -eu
kubectl create secret docker-registry registry-account -n {{ params.namespace }} \
  --docker-server=private-registry.example.com --docker-username=drillyard --docker-password=let-me-in
kubectl patch deployment menu -n {{ params.namespace }} \
  -p '{"spec":{"template":{"spec":{"imagePullSecrets":[{"name":"registry-account"}]}}}}'
