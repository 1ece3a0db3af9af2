set -eu
kubectl delete secrets --field-selector type=kubernetes.io/service-account-token -n {{ params.namespace }}
kubectl delete clusterrolebinding {{ params.account }}
kubectl create clusterrole deployer --verb=get,list,watch,patch --resource=deployments.apps
kubectl create rolebinding deployer --clusterrole=deployer --serviceaccount={{ params.namespace }}:{{ params.account }} -n {{ params.namespace }}
