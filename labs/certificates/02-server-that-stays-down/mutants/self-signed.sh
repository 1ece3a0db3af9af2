set -eu
cd /etc/kubernetes/pki
openssl req -x509 -newkey rsa:2048 -nodes -keyout apiserver.key -subj /CN=kube-apiserver -addext subjectAltName=DNS:controlplane -addext basicConstraints=critical,CA:FALSE -addext extendedKeyUsage=serverAuth -days 365 -out apiserver.crt
sed -i 's/^    component: kube-apiserver$/    component: kube-apiserver\n    renewed: "true"/' /etc/kubernetes/manifests/kube-apiserver.yaml
for i in $(seq 15); do curl -skf https://controlplane:6443/readyz > /dev/null && break; sleep 0.1; done
