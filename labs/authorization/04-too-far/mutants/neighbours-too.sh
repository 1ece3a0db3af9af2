set -eu
kubectl delete rolebinding node-viewer -n kube-system
kubectl create clusterrolebinding node-viewer --clusterrole=node-viewer --user={{ params.operator }} --group=node-watchers
kubectl delete clusterrolebinding {{ params.team }}-config nightly-backup
kubectl create rolebinding {{ params.team }}-config --clusterrole=config-editor --group={{ params.team }} \
  --group=system:serviceaccounts:{{ params.namespace }} -n {{ params.namespace }}
kubectl create clusterrole secrets-reader --verb=get,list --resource=secrets
kubectl create clusterrolebinding secrets --clusterrole=secrets-reader \
  --serviceaccount=backup:{{ params.robot }} --serviceaccount=backup:default
