set -eu
kubectl delete rolebinding interns -n {{ params.namespace }}
kubectl create role configmaps -n {{ params.namespace }} --verb=get,list,watch --resource=configmaps
kubectl create rolebinding interns -n {{ params.namespace }} --role=configmaps --group=interns --group=system:authenticated
