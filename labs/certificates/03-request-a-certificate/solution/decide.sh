set -eu
kubectl certificate approve {{ params.user }}
kubectl certificate deny coffee-machine
