set -eu
cd /etc/kubernetes/pki
cat {{ params.other }} ca.crt > client-bundle.crt
sed -i 's#--client-ca-file=.*#--client-ca-file=/etc/kubernetes/pki/client-bundle.crt#' /etc/kubernetes/manifests/kube-apiserver.yaml
for i in $(seq 15); do curl -skf https://controlplane:6443/readyz > /dev/null && break; sleep 0.1; done
