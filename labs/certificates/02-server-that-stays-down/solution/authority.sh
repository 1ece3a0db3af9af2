set -eu
sed -i 's#--client-ca-file=/etc/kubernetes/pki/{{ params.other }}#--client-ca-file=/etc/kubernetes/pki/ca.crt#' /etc/kubernetes/manifests/kube-apiserver.yaml
for i in $(seq 15); do curl -skf https://controlplane:6443/readyz > /dev/null && break; sleep 0.1; done
