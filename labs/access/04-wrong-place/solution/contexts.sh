set -eu
kubectl config set-context test --namespace {{ params.team }}-test
kubectl config set-context prod --namespace {{ params.team }}-prod
kubectl config use-context test
