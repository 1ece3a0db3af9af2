set -eu
kubectl create token prometheus -n {{ params.namespace }} --audience={{ params.audience }} --duration=30m > ~/alerts.token
