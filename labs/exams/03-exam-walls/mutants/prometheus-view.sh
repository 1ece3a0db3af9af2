set -eu
kubectl create clusterrolebinding prometheus --clusterrole=view --serviceaccount={{ params.namespace }}:prometheus
kubectl create clusterrole nodes --verb=get,list,watch --resource=nodes
kubectl create clusterrolebinding nodes --clusterrole=nodes --group=system:serviceaccounts:{{ params.namespace }}
