set -eu
for namespace in {{ params.first }} {{ params.second }}; do
  kubectl create clusterrole on-call-pods-$namespace --verb=get,list,delete --resource=pods
  kubectl create clusterrole on-call-logs-$namespace --verb=get --resource=pods/log
  kubectl create rolebinding on-call-pods --clusterrole=on-call-pods-$namespace --group={{ params.team }} -n $namespace
  kubectl create rolebinding on-call-logs --clusterrole=on-call-logs-$namespace --group={{ params.team }} -n $namespace
done
kubectl create rolebinding payroll --clusterrole=edit --serviceaccount=salaries:payroll -n salaries
