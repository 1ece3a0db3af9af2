set -eu
token=$(kubectl --kubeconfig ~/Downloads/auditor.kubeconfig config view --raw -o jsonpath='{.users[0].user.token}')
kubectl config set-credentials auditor --token "$token"
kubectl config set-context prod --user auditor
