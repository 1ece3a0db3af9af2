set -eu
kubectl delete clusterrolebinding {{ params.account }}
kubectl create role deployer --verb=get,list,watch,patch --resource=deployments.apps -n {{ params.namespace }}
kubectl create rolebinding deployer --role=deployer --serviceaccount={{ params.namespace }}:{{ params.account }} -n {{ params.namespace }}
