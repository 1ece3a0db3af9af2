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

# What the file below is wrong about: a CA and a key of last year.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
  -keyout {{ params.user }}-last-year.key -out ca-last-year.crt -subj /CN=kubernetes
server=$(grep -o 'server: .*' ~/.kube/config | cut -d' ' -f2)
port=${server##*:}
umask 077
cat > ~/work.kubeconfig <<END
apiVersion: v1
kind: Config
current-context: wrok
clusters:
  - name: training
    cluster:
      server: ${server%:*}:$((port + 1))
      certificate-authority: pki/ca-last-year.crt
users:
  - name: {{ params.user }}
    user:
      client-certificate: pki/{{ params.user }}.crt
      client-key: pki/{{ params.user }}-last-year.key
contexts:
  - name: work
    context:
      cluster: training
      user: {{ params.user }}s
      namespace: default
END
