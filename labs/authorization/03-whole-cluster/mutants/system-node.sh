set -eu
kubectl create clusterrolebinding {{ params.operator }} --clusterrole=system:node --user={{ params.operator }}
