set -eu
cd
ask() { # name, subject
  kubectl apply -f - <<END
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata:
  name: $1
spec:
  request: $(openssl req -new -key "$3" -subj "$2" | base64 -w 0)
  signerName: kubernetes.io/kube-apiserver-client
  expirationSeconds: 86400
  usages: [client auth]
END
}
openssl ecparam -name prime256v1 -genkey -noout -out {{ params.user }}.key
openssl ecparam -name prime256v1 -genkey -noout -out /tmp/unknown.key
ask {{ params.user }} /O=developers/CN={{ params.user }} {{ params.user }}.key
ask night-shift /O=developers/O=kubeadm:cluster-admins/CN=night-shift /tmp/unknown.key
rm /tmp/unknown.key
