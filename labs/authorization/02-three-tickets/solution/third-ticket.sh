set -eu
kubectl delete rolebinding log-reader -n {{ params.namespace }}
kubectl create rolebinding log-reader --role=log-reader --user={{ params.auditor }} -n {{ params.namespace }}
