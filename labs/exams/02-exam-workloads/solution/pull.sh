set -eu
kubectl create secret docker-registry account -n {{ params.namespace }} --docker-server=private-registry.example.com --docker-username=drillyard --docker-password=let-me-pull
kubectl patch deployment menu -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"imagePullSecrets":[{"name":"account"}]}}}}'
kubectl rollout status deployment/menu -n {{ params.namespace }} --timeout=30s
