set -eu
cd /etc/kubernetes/pki
names=$(openssl x509 -in apiserver.crt -noout -ext subjectAltName | tail -n 1 | sed 's/ //g; s/IPAddress:/IP:/g')
printf 'subjectAltName=%s,DNS:{{ params.name }}\nextendedKeyUsage=serverAuth\nkeyUsage=critical,digitalSignature\n' "$names" > /tmp/n.ext
openssl req -new -key apiserver.key -subj /CN=kube-apiserver -out /tmp/n.csr
openssl x509 -req -in /tmp/n.csr -CA ca.crt -CAkey ca.key -days 365 -extfile /tmp/n.ext -out /tmp/n.crt
mv /tmp/n.crt apiserver.crt
