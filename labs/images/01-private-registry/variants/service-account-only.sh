set -eu
kubectl create secret docker-registry registry-account -n {{ params.namespace }} \
  --docker-server=private-registry.example.com --docker-username=drillyard --docker-password=let-me-pull
kubectl patch serviceaccount default -n {{ params.namespace }} -p '{"imagePullSecrets":[{"name":"registry-account"}]}'
kubectl rollout restart deployment/menu -n {{ params.namespace }}
kubectl rollout status deployment/menu -n {{ params.namespace }} --timeout=30s
kubectl run tasting -n {{ params.namespace }} --image=private-registry.example.com/{{ params.team }}/tasting:2
kubectl wait pod/tasting -n {{ params.namespace }} --for=condition=Ready --timeout=30s
