set -eu
kubectl create clusterrole read-pods --verb=get,list,watch --resource=pods
kubectl create rolebinding read-pods --clusterrole=read-pods --user={{ params.second }} -n {{ params.namespace }}
kubectl get pods -n {{ params.namespace }} --as {{ params.second }}
