set -eu
kubectl create role pod-reader --verb=get,list,watch --resource=pods -n {{ params.namespace }}
kubectl create rolebinding reader --role=pod-reader --user={{ params.user }} -n {{ params.namespace }}
kubectl get pods -n {{ params.namespace }} --as {{ params.user }}
