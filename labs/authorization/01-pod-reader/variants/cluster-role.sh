set -eu
kubectl create clusterrole pod-reader --verb=get,list,watch --resource=pods
kubectl create rolebinding pod-reader --clusterrole=pod-reader --user={{ params.user }} -n {{ params.namespace }}
