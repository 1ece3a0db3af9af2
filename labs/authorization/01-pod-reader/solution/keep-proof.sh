set -eu
kubectl auth can-i --list -n {{ params.namespace }} --as {{ params.user }} > ~/proof.txt
# Being refused is the point.
kubectl get secrets -n {{ params.namespace }} --as {{ params.user }} 2> ~/refused.txt || true
