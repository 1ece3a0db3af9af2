set -eu
kubectl create role read-pods --verb=get,list,watch --resource=pods -n {{ params.namespace }}
kubectl create rolebinding read-pods-{{ params.second }} --role=read-pods --user={{ params.second }} -n {{ params.namespace }}
kubectl get pods -n {{ params.namespace }} --as {{ params.second }}
