set -eu
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
  -keyout ~/{{ params.user }}.key -out ~/{{ params.user }}.csr \
  -subj "/CN={{ params.team }}/O={{ params.user }}"
kubectl create -f - <<END
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata:
  name: {{ params.user }}
spec:
  request: $(base64 -w0 ~/{{ params.user }}.csr)
  signerName: kubernetes.io/kube-apiserver-client
  usages: [client auth]
END
