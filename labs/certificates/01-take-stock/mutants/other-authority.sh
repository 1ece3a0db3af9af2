set -eu
cd /etc/kubernetes/pki
openssl req -new -key apiserver-kubelet-client.key -subj "/O=kubeadm:cluster-admins/CN=kube-apiserver-kubelet-client" -out /tmp/n.csr
echo extendedKeyUsage=serverAuth > /tmp/n.ext
openssl x509 -req -in /tmp/n.csr -CA etcd/ca.crt -CAkey etcd/ca.key -days 365 -extfile /tmp/n.ext -out apiserver-kubelet-client.crt
