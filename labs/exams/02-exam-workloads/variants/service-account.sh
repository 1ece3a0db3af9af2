set -eu
kubectl create secret docker-registry account -n {{ params.namespace }} --docker-server=private-registry.example.com --docker-username=drillyard --docker-password=let-me-pull
kubectl patch serviceaccount default -n {{ params.namespace }} -p '{"imagePullSecrets":[{"name":"account"}]}'
kubectl rollout restart deployment/menu -n {{ params.namespace }}
kubectl rollout status deployment/menu -n {{ params.namespace }} --timeout=30s
