set -eu
manifest=/etc/kubernetes/manifests/kube-apiserver.yaml
sed -e 's#- --tls-cert-file=.*#- "--tls-cert-file=/etc/kubernetes/pki/apiserver.crt"#' -e "s#- --allow-privileged=true#- '--allow-privileged=true' \# {{ params.wrong }} was wrong#" -e 's#- --client-ca-file=.*#- "--client-ca-file=/etc/kubernetes/pki/ca.crt"#' $manifest > /tmp/manifest
cat /tmp/manifest > $manifest
