set -eu
sed -i 's#clientCAFile: .*#clientCAFile: /etc/kubernetes/pki/ca.crt#' /var/lib/kubelet/config.yaml
sed -i 's#kubelet-client.pem#kubelet-client-current.pem#' /etc/kubernetes/kubelet.conf
