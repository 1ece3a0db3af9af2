set -eu
kubectl create clusterrole prometheus --verb=get,list,watch --resource=nodes,pods,services
kubectl create clusterrolebinding prometheus --clusterrole=prometheus --serviceaccount={{ params.namespace }}:prometheus
