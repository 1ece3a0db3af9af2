set -eu
cd ~/requests
openssl req -new -key {{ params.name }}.key -out {{ params.name }}.csr -subj "/CN={{ params.name }}/O={{ params.team }}"
kubectl replace --force -f - <<END
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata:
  name: {{ params.name }}
spec:
  request: $(base64 -w0 {{ params.name }}.csr)
  signerName: kubernetes.io/kube-apiserver-client
  expirationSeconds: 28800
  usages: [client auth]
END
kubectl certificate approve {{ params.name }}
