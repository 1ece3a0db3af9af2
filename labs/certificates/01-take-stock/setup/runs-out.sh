set -eu
cd /etc/kubernetes/pki
openssl req -new -key apiserver-kubelet-client.key -subj "/O=kubeadm:cluster-admins/CN=kube-apiserver-kubelet-client" -out /tmp/s.csr
printf 'keyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=clientAuth\nbasicConstraints=critical,CA:FALSE\n' > /tmp/s.ext
openssl x509 -req -in /tmp/s.csr -CA ca.crt -CAkey ca.key -set_serial "0x$(openssl rand -hex 8)" -days {{ params.days }} -extfile /tmp/s.ext -out /tmp/s.crt
cat /tmp/s.crt > apiserver-kubelet-client.crt
rm -f /tmp/s.*
