set -eu
server=$(kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}')
config() { kubectl config --kubeconfig ~/{{ params.user }}.kubeconfig "$@"; }
config set-cluster training --server "$server" --certificate-authority ~/pki/ca.crt --embed-certs
config set-credentials {{ params.user }} --client-certificate ~/pki/{{ params.user }}.crt --client-key ~/pki/{{ params.user }}.key --embed-certs
config set-context {{ params.user }}@training --cluster training --user {{ params.user }} --namespace {{ params.namespace }}
config use-context {{ params.user }}@training
