set -eu
kubectl create token {{ params.account }} -n {{ params.namespace }} --audience={{ params.store }} --duration=15m > ~/{{ params.store }}.token
