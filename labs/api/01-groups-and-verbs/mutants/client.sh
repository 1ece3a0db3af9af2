set -eu
kubectl version --client -o json > ~/version.json
kubectl get --raw /readyz > ~/readyz.txt
