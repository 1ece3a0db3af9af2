set -eu
cp ~/Downloads/auditor.kubeconfig ~/.kube/config
