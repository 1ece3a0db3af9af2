set -eu
kubectl create clusterrole on-call-pods --verb=get,list,delete --resource=pods
kubectl create clusterrole on-call-logs --verb=get --resource=pods/log
kubectl create clusterrolebinding on-call-pods --clusterrole=on-call-pods --group={{ params.team }}
kubectl create clusterrolebinding on-call-logs --clusterrole=on-call-logs --group={{ params.team }}
