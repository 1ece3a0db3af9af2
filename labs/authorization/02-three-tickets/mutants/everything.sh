set -eu
kubectl create clusterrolebinding no-more-tickets --clusterrole=cluster-admin --group=system:authenticated
