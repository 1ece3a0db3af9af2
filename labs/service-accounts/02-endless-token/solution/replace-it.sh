set -eu
token=$(kubectl create token {{ params.account }} -n {{ params.namespace }} --duration=8h)
kubectl config set-credentials jenkins --token="$token" --kubeconfig ~/jenkins.kubeconfig
