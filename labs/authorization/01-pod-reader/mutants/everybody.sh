set -eu
kubectl create role pod-reader --verb=get,list,watch --resource=pods -n {{ params.namespace }}
kubectl create rolebinding pod-reader --role=pod-reader --group=system:authenticated -n {{ params.namespace }}
