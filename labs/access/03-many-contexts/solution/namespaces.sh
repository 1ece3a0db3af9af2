set -eu
kubectl config set-context dev --namespace {{ params.team }}-dev
kubectl config set-context test --namespace {{ params.team }}-test
kubectl config set-context prod --namespace {{ params.team }}-prod
