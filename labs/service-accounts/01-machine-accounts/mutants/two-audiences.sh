set -eu
kubectl create token prometheus -n {{ params.namespace }} --duration=30m \
  --audience={{ params.audience }} --audience=https://kubernetes.default.svc.cluster.local > ~/alerts.token
