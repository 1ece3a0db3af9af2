set -eu
for namespace in {{ params.first }} {{ params.second }}; do
  kubectl create role on-call-pods --verb=get,list,delete --resource=pods -n $namespace
  kubectl create role on-call-logs --verb=get --resource=pods/log -n $namespace
  kubectl create rolebinding on-call-pods --role=on-call-pods --group={{ params.team }} -n $namespace
  kubectl create rolebinding on-call-logs --role=on-call-logs --group={{ params.team }} -n $namespace
done
