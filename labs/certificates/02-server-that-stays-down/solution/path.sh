set -eu
sed -i 's#tls-cert-file=.*#tls-cert-file=/etc/kubernetes/pki/apiserver.crt#' /etc/kubernetes/manifests/kube-apiserver.yaml
