set -eu
kubectl auth can-i --list -n {{ params.namespace }} > ~/proof.txt
kubectl get secrets -n {{ params.namespace }} --as {{ params.user }} 2> ~/refused.txt || true
