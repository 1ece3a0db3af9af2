set -eu
kubectl delete clusterrolebinding/on-call
kubectl delete rolebinding/deployers -n {{ params.namespace }}
kubectl create rolebinding deployers --clusterrole=edit --group={{ params.team }} -n {{ params.namespace }}
