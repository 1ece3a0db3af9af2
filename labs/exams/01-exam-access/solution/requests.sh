set -eu
kubectl certificate approve {{ params.user }}
kubectl certificate deny night-shift
