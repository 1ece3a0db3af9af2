set -eu
kubectl create serviceaccount prometheus -n {{ params.namespace }}
kubectl set serviceaccount deployment prometheus prometheus -n {{ params.namespace }}
