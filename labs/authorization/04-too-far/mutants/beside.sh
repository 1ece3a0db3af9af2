set -eu
kubectl create clusterrolebinding node-viewer --clusterrole=node-viewer --user={{ params.operator }}
kubectl create rolebinding {{ params.team }}-config --clusterrole=config-editor --group={{ params.team }} -n {{ params.namespace }}
kubectl create clusterrolebinding backup --clusterrole=backup-reader --serviceaccount=backup:{{ params.robot }}
