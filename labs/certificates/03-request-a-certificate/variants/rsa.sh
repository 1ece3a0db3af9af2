set -eu
openssl genrsa -out ~/{{ params.user }}.key 2048
openssl req -new -key ~/{{ params.user }}.key -out ~/{{ params.user }}.csr -subj "/O={{ params.team }}/CN={{ params.user }}"
kubectl apply -f - <<END
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata:
  name: {{ params.user }}
spec:
  request: $(base64 -w0 ~/{{ params.user }}.csr)
  signerName: kubernetes.io/kube-apiserver-client
  expirationSeconds: 3600
  usages: [digital signature, key encipherment, client auth]
END
