set -eu
kubectl create token deployer -n {{ params.namespace }} --audience=vault --duration=24h > ~/vault.token
