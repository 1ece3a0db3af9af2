set -eu
token=$(kubectl create token {{ params.account }} -n {{ params.namespace }} --duration=720h)
kubectl config set-credentials jenkins --token="$token" --kubeconfig ~/jenkins.kubeconfig
kubectl create token {{ params.account }} -n {{ params.namespace }} --duration=15m > ~/{{ params.store }}.token
