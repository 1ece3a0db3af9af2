set -eu
kubectl config rename-context eu1-{{ params.team }}-development-7f3a dev
kubectl config rename-context eu1-{{ params.team }}-testing-2c90 prod
kubectl config rename-context eu1-{{ params.team }}-production-e514 test
kubectl config delete-context us2-{{ params.team }}-legacy-0b11
