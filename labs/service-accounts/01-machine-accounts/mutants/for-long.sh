set -eu
kubectl create token prometheus -n {{ params.namespace }} --audience={{ params.audience }} --duration=24h > ~/alerts.token
kubectl create token prometheus -n {{ params.namespace }} > ~/build.token
