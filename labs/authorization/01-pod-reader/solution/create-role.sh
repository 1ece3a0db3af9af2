set -eu
kubectl create role pod-reader --verb=get,list,watch --resource=pods -n {{ params.namespace }}
kubectl create rolebinding {{ params.user }}-reads-pods --role=pod-reader --user={{ params.user }} -n {{ params.namespace }}
