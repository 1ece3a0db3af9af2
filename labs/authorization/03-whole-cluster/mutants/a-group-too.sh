set -eu
kubectl create clusterrole node-reader --verb=get,list,watch --resource=nodes
kubectl create clusterrolebinding node-reader --clusterrole=node-reader --user={{ params.operator }} --group=operators
