set -eu
cd /etc/kubernetes/pki
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout /tmp/n.key -subj /CN=kube-apiserver -out /tmp/n.csr
printf 'subjectAltName=DNS:controlplane,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local,DNS:localhost,IP:10.96.0.1,IP:127.0.0.1,IP:::1,DNS:{{ params.name }}\nextendedKeyUsage=serverAuth\n' > /tmp/n.ext
openssl x509 -req -in /tmp/n.csr -CA ca.crt -CAkey ca.key -days 365 -extfile /tmp/n.ext -out /tmp/n.crt
cat /tmp/n.crt > apiserver.crt
