set -eu
kubectl --context test create configmap note --from-literal=from={{ params.team }}
kubectl --context prod create configmap note --from-literal=from={{ params.team }}
kubectl config delete-user {{ params.team }}-admin
