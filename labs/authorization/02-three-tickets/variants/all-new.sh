set -eu
kubectl delete rolebinding pod-reader -n {{ params.namespace }}
kubectl create rolebinding pods-for-{{ params.reader }} --role=pod-reader --user={{ params.reader }} -n {{ params.namespace }}
kubectl create role release-manager --verb=get,list,watch,patch --resource=deployments.apps -n {{ params.namespace }} --dry-run=client -o yaml |
  kubectl replace -f -
kubectl get rolebinding log-reader -n {{ params.namespace }} -o yaml |
  sed -e 's/kind: ClusterRole$/kind: Role/' -e 's/name: edit$/name: log-reader/' |
  kubectl replace --force -f -
