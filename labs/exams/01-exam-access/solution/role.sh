set -eu
kubectl create role deployments -n {{ params.namespace }} --verb=get,list,watch,create,update,patch,delete --resource=deployments.apps
kubectl create role pods -n {{ params.namespace }} --verb=get,list,watch --resource=pods,pods/log
kubectl create rolebinding deployments -n {{ params.namespace }} --role=deployments --user={{ params.user }}
kubectl create rolebinding pods -n {{ params.namespace }} --role=pods --user={{ params.user }}
