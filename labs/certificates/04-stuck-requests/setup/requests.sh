set -eu
mkdir -p ~/requests
cd ~/requests

# request FILE SUBJECT: a key and a PKCS#10 request for it.
request() {
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$1.key" -out "$1.csr" -subj "$2"
}
# object NAME SIGNER USAGE: what was sent to the cluster.
object() {
  cat <<END
---
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata:
  name: $1
spec:
  request: $(base64 -w0 "$1.csr")
  signerName: $2
  expirationSeconds: 28800
  usages: [$3]
END
}

request {{ params.signer }} "/O={{ params.team }}/CN={{ params.signer }}"
request {{ params.usage }} "/O={{ params.team }}/CN={{ params.usage }}"
request {{ params.name }} "/O={{ params.team }}/CN=$(echo {{ params.name }} | sed "s,.,\U&,")"
request vera /CN=vera
client=kubernetes.io/kube-apiserver-client
{
  object {{ params.signer }} example.com/client "client auth"
  object {{ params.usage }} $client "server auth"
  object {{ params.name }} $client "client auth"
  object vera $client "client auth"
} | kubectl create -f -
kubectl certificate approve {{ params.signer }} {{ params.usage }} vera
rm vera.key vera.csr
