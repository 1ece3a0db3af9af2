set -eu
cd /etc/kubernetes/pki
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout /tmp/new.key -subj /CN=kube-apiserver -out /tmp/new.csr
printf 'subjectAltName=DNS:controlplane,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local,IP:10.96.0.1,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n' > /tmp/new.ext
openssl x509 -req -in /tmp/new.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 365 -extfile /tmp/new.ext -out apiserver.crt
