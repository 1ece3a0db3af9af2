set -eu
cd /etc/kubernetes/pki
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout /tmp/new.key -subj /CN=kube-apiserver -out /tmp/new.csr
cat > /tmp/new.ext <<END
subjectAltName=DNS:controlplane,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local,DNS:localhost,IP:10.96.0.1,IP:127.0.0.1,IP:::1
extendedKeyUsage=serverAuth
keyUsage=critical,digitalSignature,keyEncipherment
END
openssl x509 -req -in /tmp/new.csr -CA ca.crt -CAkey ca.key -set_serial "0x$(openssl rand -hex 8)" -days 7 -extfile /tmp/new.ext -out /tmp/new.crt
cat /tmp/new.crt > apiserver.crt
cat /tmp/new.key > apiserver.key
sed -i 's/^    component: kube-apiserver$/    component: kube-apiserver\n    renewed: "true"/' /etc/kubernetes/manifests/kube-apiserver.yaml
for i in $(seq 15); do curl -skf https://controlplane:6443/readyz > /dev/null && break; sleep 0.1; done
