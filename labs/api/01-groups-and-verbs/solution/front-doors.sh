set -eu
kubectl get --raw /version > ~/version.json
kubectl get --raw '/readyz?verbose' > ~/readyz.txt
