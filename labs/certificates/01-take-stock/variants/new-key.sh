set -eu
cd /etc/kubernetes/pki
openssl req -new -newkey rsa:2048 -nodes -keyout apiserver-kubelet-client.key -subj "/O=kubeadm:cluster-admins/CN=kube-apiserver-kubelet-client" -out /tmp/n.csr
printf 'keyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth\nbasicConstraints=CA:FALSE\n' > /tmp/n.ext
openssl x509 -req -in /tmp/n.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 180 -extfile /tmp/n.ext -out apiserver-kubelet-client.crt
