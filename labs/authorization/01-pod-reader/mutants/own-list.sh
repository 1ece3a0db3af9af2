set -eu
kubectl auth can-i --list -n {{ params.namespace }} > ~/proof.txt
kubectl get secrets --as {{ params.user }} 2> ~/refused.txt || true
