set -eu
kubectl create role pod-reader --verb=get,list,watch --resource=pods -n {{ params.namespace }}
kubectl create rolebinding pod-reader --role=pod-reader --user={{ params.user }} --user=somebody -n {{ params.namespace }}
kubectl create rolebinding pods --role=pod-reader --serviceaccount={{ params.namespace }}:shop -n {{ params.namespace }}
