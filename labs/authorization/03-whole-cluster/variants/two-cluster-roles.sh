set -eu
kubectl create clusterrole pods-on-call --verb=get,list,delete --resource=pods
kubectl create clusterrole logs-on-call --verb=get --resource=pods/log
for namespace in {{ params.first }} {{ params.second }}; do
  kubectl create rolebinding pods --clusterrole=pods-on-call --group={{ params.team }} -n $namespace
  kubectl create rolebinding logs --clusterrole=logs-on-call --group={{ params.team }} -n $namespace
done
