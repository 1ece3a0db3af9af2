set -eu
kubectl create clusterrole developer --verb=get,list,watch,create,update,patch,delete --resource=deployments.apps
kubectl create clusterrolebinding developer --clusterrole=developer --user={{ params.user }} --serviceaccount={{ params.namespace }}:deployer
kubectl create role pods -n {{ params.namespace }} --verb=get,list,watch --resource=pods,pods/log
kubectl create rolebinding pods -n {{ params.namespace }} --role=pods --user={{ params.user }}
