set -eu
again() {
  cat <<END
---
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata:
  name: $1
spec:
  request: $(base64 -w0 ~/requests/$1.csr)
  signerName: kubernetes.io/kube-apiserver-client
  expirationSeconds: 28800
  usages: [client auth]
END
}
kubectl delete csr {{ params.signer }} {{ params.usage }}
{ again {{ params.signer }}; again {{ params.usage }}; } | kubectl create -f -
kubectl certificate approve {{ params.signer }} {{ params.usage }}
