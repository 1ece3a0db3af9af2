set -eu
config() { kubectl config --kubeconfig ~/work.kubeconfig "$@"; }
config set-context wrok --cluster training --user {{ params.user }} --namespace {{ params.namespace }}
config set-context work --namespace {{ params.namespace }}
config set-cluster training --certificate-authority ~/pki/ca.crt
