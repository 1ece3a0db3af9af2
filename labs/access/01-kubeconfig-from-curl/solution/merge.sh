set -eu
kubectl config rename-context "$(kubectl config current-context)" admin
KUBECONFIG=~/.kube/config:~/{{ params.user }}.kubeconfig kubectl config view --flatten > ~/merged
mv ~/merged ~/.kube/config
kubectl config rename-context {{ params.user }}@training {{ params.user }}
