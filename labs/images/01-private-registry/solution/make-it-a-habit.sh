set -eu
kubectl patch serviceaccount default -n {{ params.namespace }} -p '{"imagePullSecrets":[{"name":"registry-account"}]}'
kubectl run tasting -n {{ params.namespace }} --image=private-registry.example.com/{{ params.team }}/tasting:2
# Of the mutants some never get there: the checks say so, not this script.
kubectl wait pod/tasting -n {{ params.namespace }} --for=condition=Ready --timeout=2s || true
