set -eu
cp ~/{{ params.user }}.kubeconfig ~/.kube/config
kubectl config rename-context {{ params.user }}@training {{ params.user }}
kubectl config set-context admin --cluster training --user {{ params.user }}
kubectl config use-context admin
