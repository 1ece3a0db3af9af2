set -eu
kubectl create role configmaps -n {{ params.namespace }} --verb=get,list,watch --resource=configmaps
kubectl delete rolebinding interns -n {{ params.namespace }}
kubectl create rolebinding interns -n {{ params.namespace }} --role=configmaps --group=interns
