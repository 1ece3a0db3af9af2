set -eu
cp /etc/kubernetes/admin.conf /etc/kubernetes/kubelet.conf
sed -i 's#clientCAFile: .*#clientCAFile: /etc/kubernetes/pki/etcd/ca.crt#' /var/lib/kubelet/config.yaml
