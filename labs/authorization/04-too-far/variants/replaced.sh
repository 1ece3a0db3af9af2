set -eu
kubectl delete rolebinding node-viewer -n kube-system
kubectl create clusterrole nodes --verb=get,list,watch --resource=nodes
kubectl create clusterrolebinding nodes --clusterrole=nodes --user={{ params.operator }}
kubectl create clusterrolebinding nightly-backup --clusterrole=backup-reader \
  --serviceaccount=backup:{{ params.robot }} --dry-run=client -o yaml | kubectl replace -f -
