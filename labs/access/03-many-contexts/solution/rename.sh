set -eu
kubectl config rename-context eu1-{{ params.team }}-development-7f3a dev
kubectl config rename-context eu1-{{ params.team }}-testing-2c90 test
kubectl config rename-context eu1-{{ params.team }}-production-e514 prod
kubectl config delete-context us2-{{ params.team }}-legacy-0b11
kubectl config delete-cluster us2-{{ params.team }}-legacy-0b11
kubectl config delete-user us2-{{ params.team }}-legacy-0b11-admin
