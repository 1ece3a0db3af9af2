set -eu
cd /etc/kubernetes/pki
names=$(openssl x509 -in apiserver.crt -noout -ext subjectAltName | tail -n 1 | sed 's/ *//; s/IP Address:/IP:/g')
printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth,clientAuth\nbasicConstraints=CA:FALSE\n' "$names" > /tmp/v.ext
openssl req -new -newkey rsa:2048 -nodes -keyout apiserver.key -subj /O=platform/CN=kube-apiserver -out /tmp/v.csr
openssl x509 -req -in /tmp/v.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 100 -extfile /tmp/v.ext -out apiserver.crt
mv /etc/kubernetes/manifests/kube-apiserver.yaml /etc/kubernetes/
sleep 0.5
mv /etc/kubernetes/kube-apiserver.yaml /etc/kubernetes/manifests/
for i in $(seq 15); do curl -skf https://controlplane:6443/readyz > /dev/null && break; sleep 0.1; done
