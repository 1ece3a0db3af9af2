set -eu
manifest=/etc/kubernetes/manifests/kube-apiserver.yaml
sed -e 's#- --tls-cert-file=.*#- "--tls-cert-file=/etc/kubernetes/pki/apiserver.crt"#' -e 's#- --client-ca-file=.*#- "--client-ca-file=/etc/kubernetes/pki/ca.crt"#' $manifest > /tmp/manifest
cat /tmp/manifest > $manifest
