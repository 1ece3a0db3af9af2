set -eu
kubectl delete clusterrolebinding {{ params.team }}-config
kubectl create rolebinding {{ params.team }}-config --clusterrole=config-editor --group={{ params.team }} -n {{ params.namespace }}
