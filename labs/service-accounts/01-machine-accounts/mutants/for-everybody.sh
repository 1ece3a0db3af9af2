set -eu
kubectl create token prometheus -n {{ params.namespace }} --duration=30m > ~/alerts.token
kubectl create token jenkins -n {{ params.namespace }} --duration=1h > ~/build.token
