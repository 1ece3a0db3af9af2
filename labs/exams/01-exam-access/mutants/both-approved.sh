set -eu
kubectl certificate approve {{ params.user }} night-shift
