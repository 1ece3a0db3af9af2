set -eu
kubectl create role pod-getter --verb=get --resource=pods -n {{ params.namespace }}
kubectl create role pod-lister --verb=list,watch --resource=pods -n {{ params.namespace }}
kubectl create rolebinding getter --role=pod-getter --user={{ params.user }} -n {{ params.namespace }}
kubectl create rolebinding lister --role=pod-lister --user={{ params.user }} -n {{ params.namespace }}
