set -eu
kubectl create -f - <<END
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata:
  name: {{ params.user }}
spec:
  request: $(base64 -w0 ~/{{ params.user }}.csr)
  signerName: kubernetes.io/kube-apiserver-client
  expirationSeconds: 28800
  usages: [client auth]
END
