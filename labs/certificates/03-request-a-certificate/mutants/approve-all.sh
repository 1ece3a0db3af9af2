set -eu
kubectl certificate approve {{ params.user }} coffee-machine
