set -eu
mkdir -p ~/pki
cd ~/pki
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
  -keyout {{ params.user }}.key -out {{ params.user }}.csr -subj "/CN={{ params.user }}"
kubectl create -f - <<END
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata:
  name: {{ params.user }}
spec:
  request: $(base64 -w0 {{ params.user }}.csr)
  signerName: kubernetes.io/kube-apiserver-client
  expirationSeconds: 86400
  usages: [client auth]
END
kubectl certificate approve {{ params.user }}
until [ -s {{ params.user }}.crt ]; do
  kubectl get csr {{ params.user }} -o jsonpath='{.status.certificate}' | base64 -d > {{ params.user }}.crt
done
rm {{ params.user }}.csr
grep -o 'certificate-authority-data: .*' ~/.kube/config | cut -d' ' -f2 | base64 -d > ca.crt
