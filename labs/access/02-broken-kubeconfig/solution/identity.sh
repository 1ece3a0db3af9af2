set -eu
kubectl config --kubeconfig ~/work.kubeconfig set-credentials {{ params.user }} --client-key ~/pki/{{ params.user }}.key
kubectl config --kubeconfig ~/work.kubeconfig set-context work --namespace {{ params.namespace }}
kubectl --kubeconfig ~/work.kubeconfig get configmap welcome -o yaml
