set -eu
kubectl delete clusterrolebinding {{ params.account }}
kubectl create role deployer --verb=get,list,watch,patch --resource=deployments.apps -n {{ params.namespace }}
kubectl create rolebinding deployer --role=deployer --serviceaccount=default:{{ params.account }} -n {{ params.namespace }}
kubectl create token default -n {{ params.namespace }} --audience={{ params.store }} --duration=15m > ~/{{ params.store }}.token
