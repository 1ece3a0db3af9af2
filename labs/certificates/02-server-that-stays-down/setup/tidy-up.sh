set -eu
cd /etc/kubernetes/pki
# The certificate as it was, but of the day before yesterday and with a day to live.
openssl x509 -in apiserver.crt -noout -ext subjectAltName | tail -n 1 | sed 's/ *//; s/IP Address:/IP:/g; s/^/subjectAltName=/' > /tmp/old.ext
echo extendedKeyUsage=serverAuth >> /tmp/old.ext
printf '[ca]\ndefault_ca=d\n[d]\ndatabase=/tmp/index\nserial=/tmp/serial\nnew_certs_dir=/tmp\npolicy=p\ndefault_md=sha256\n[p]\ncommonName=supplied\n' > /tmp/ca.cnf
: > /tmp/index; echo 1000 > /tmp/serial
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout /tmp/lost.key -subj /CN=kube-apiserver -out /tmp/old.csr 2>/dev/null
start=$(date -u -d '3 days ago' +%Y%m%d%H%M%SZ); end=$(date -u -d '1 hour ago' +%Y%m%d%H%M%SZ)
openssl ca -batch -notext -config /tmp/ca.cnf -cert ca.crt -keyfile ca.key -in /tmp/old.csr -extfile /tmp/old.ext -startdate "$start" -enddate "$end" -out /tmp/old.crt 2>/dev/null
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime256v1 -out /tmp/other.key
# The server must not see the files change one by one: its manifest goes first.
manifest=/etc/kubernetes/manifests/kube-apiserver.yaml
sed -i 's#--client-ca-file=.*#--client-ca-file=/etc/kubernetes/pki/{{ params.other }}#; s#tls-cert-file=.*#tls-cert-file=/etc/kubernetes/pki/{{ params.wrong }}#' $manifest
cat /tmp/old.crt > apiserver.crt
cat /tmp/other.key > apiserver.key
rm -f /tmp/old.* /tmp/lost.key /tmp/other.key /tmp/ca.cnf /tmp/index* /tmp/serial* /tmp/1000.pem
sed -i 's#clientCAFile: .*#clientCAFile: /etc/kubernetes/ca.crt#' /var/lib/kubelet/config.yaml
sed -i 's#kubelet-client-current.pem#kubelet-client.pem#' /etc/kubernetes/kubelet.conf
for i in $(seq 15); do curl -skf https://controlplane:6443/readyz > /dev/null || break; sleep 0.1; done
