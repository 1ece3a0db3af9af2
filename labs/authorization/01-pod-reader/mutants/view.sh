set -eu
kubectl create rolebinding pod-reader --clusterrole=view --user={{ params.user }} -n {{ params.namespace }}
