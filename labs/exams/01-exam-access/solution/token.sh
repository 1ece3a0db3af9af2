set -eu
kubectl create token deployer -n {{ params.namespace }} --audience=vault --duration=30m > ~/vault.token
