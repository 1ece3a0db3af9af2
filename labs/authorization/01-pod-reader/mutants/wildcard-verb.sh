set -eu
kubectl create role pod-reader --verb='*' --resource=pods -n {{ params.namespace }}
kubectl create rolebinding pod-reader --role=pod-reader --user={{ params.user }} -n {{ params.namespace }}
