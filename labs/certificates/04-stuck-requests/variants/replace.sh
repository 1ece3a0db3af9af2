set -eu
kubectl get csr {{ params.signer }} {{ params.usage }} -o yaml \
  | sed -e 's,example.com/client,kubernetes.io/kube-apiserver-client,' -e 's,server auth,client auth,' \
  | kubectl replace --force -f -
kubectl certificate approve {{ params.signer }} {{ params.usage }}
