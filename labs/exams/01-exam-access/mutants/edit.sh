set -eu
kubectl create rolebinding edits -n {{ params.namespace }} --clusterrole=edit --user={{ params.user }}
