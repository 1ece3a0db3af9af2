set -eu
kubectl delete rolebinding pod-reader -n {{ params.namespace }}
kubectl create rolebinding pod-reader --clusterrole=view --user={{ params.reader }} -n {{ params.namespace }}
kubectl create rolebinding releases --clusterrole=edit --user={{ params.deployer }} -n {{ params.namespace }}
