set -eu
kubectl create clusterrole discovers --verb=get,list,watch --resource=pods,services,endpointslices.discovery.k8s.io
kubectl create clusterrole measures --verb=get --non-resource-url=/metrics
for role in discovers measures; do
  kubectl create clusterrolebinding prometheus-$role --clusterrole=$role --serviceaccount={{ params.namespace }}:prometheus
done
