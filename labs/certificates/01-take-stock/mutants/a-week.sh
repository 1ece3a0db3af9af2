set -eu
cd /etc/kubernetes/pki
openssl req -new -key apiserver-kubelet-client.key -subj "/O=kubeadm:cluster-admins/CN=kube-apiserver-kubelet-client" -out /tmp/n.csr
echo extendedKeyUsage=clientAuth > /tmp/n.ext
openssl x509 -req -in /tmp/n.csr -CA ca.crt -CAkey ca.key -days 7 -extfile /tmp/n.ext -out apiserver-kubelet-client.crt
