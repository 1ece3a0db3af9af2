set -eu
kubectl create role pod-reader --verb='*' --resource=pods -n {{ params.namespace }}
kubectl create rolebinding pod-reader --role=pod-reader --user={{ params.user }} -n {{ params.namespace }}
kubectl auth can-i --list -n {{ params.namespace }} --as {{ params.user }} > ~/proof.txt
kubectl get secrets -n {{ params.namespace }} --as {{ params.user }} 2> ~/refused.txt || true
kubectl create role pod-reader --verb=get,list,watch --resource=pods -n {{ params.namespace }} \
  --dry-run=client -o yaml | kubectl replace -f -
