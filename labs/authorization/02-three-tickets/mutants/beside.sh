set -eu
kubectl create rolebinding {{ params.reader }} --role=pod-reader --user={{ params.reader }} -n {{ params.namespace }}
kubectl create rolebinding {{ params.auditor }} --role=log-reader --user={{ params.auditor }} -n {{ params.namespace }}
