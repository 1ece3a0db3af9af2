set -eu
kubectl create token deployer -n {{ params.namespace }} --duration=30m > ~/vault.token
