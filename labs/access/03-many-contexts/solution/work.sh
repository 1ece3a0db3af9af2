set -eu
kubectl config use-context test
kubectl create configmap note --from-literal=from={{ params.team }}
kubectl config use-context dev
