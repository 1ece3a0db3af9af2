set -eu
kubectl patch serviceaccount default -n {{ params.namespace }} -p '{"imagePullSecrets":[{"name":"registry-acount"}]}'
kubectl run tasting -n {{ params.namespace }} --image=private-registry.example.com/{{ params.team }}/tasting:2 \
  --overrides='{"spec":{"imagePullSecrets":[{"name":"registry-account"}]}}'
kubectl wait pod/tasting -n {{ params.namespace }} --for=condition=Ready --timeout=30s
