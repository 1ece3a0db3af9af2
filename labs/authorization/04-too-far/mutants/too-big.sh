set -eu
kubectl delete rolebinding node-viewer -n kube-system
kubectl create clusterrolebinding operator --clusterrole=cluster-admin --user={{ params.operator }}
kubectl delete clusterrolebinding {{ params.team }}-config
kubectl create rolebinding {{ params.team }}-config --clusterrole=edit --group={{ params.team }} -n {{ params.namespace }}
