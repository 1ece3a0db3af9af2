set -eu
kubectl config --kubeconfig ~/work.kubeconfig use-context work
kubectl config --kubeconfig ~/work.kubeconfig set-context work --user {{ params.user }}
