set -eu
kubectl create clusterrole on-call-pods --verb=get,list,delete --resource=pods
kubectl create clusterrole on-call-logs --verb=get --resource=pods/log
for namespace in {{ params.first }} {{ params.second }}; do
  kubectl create rolebinding on-call-pods --clusterrole=on-call-pods --user={{ params.team }} -n $namespace
  kubectl create rolebinding on-call-logs --clusterrole=on-call-logs --user={{ params.team }} -n $namespace
done
