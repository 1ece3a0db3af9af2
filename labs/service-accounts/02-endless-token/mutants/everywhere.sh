set -eu
kubectl delete clusterrolebinding {{ params.account }}
kubectl create clusterrole deployer --verb=get,list,watch,patch --resource=deployments.apps
kubectl create clusterrolebinding deployer --clusterrole=deployer --serviceaccount={{ params.namespace }}:{{ params.account }}
kubectl create token {{ params.account }} -n {{ params.namespace }} --duration=15m \
  --audience={{ params.store }} --audience=https://kubernetes.default.svc.cluster.local > ~/{{ params.store }}.token
