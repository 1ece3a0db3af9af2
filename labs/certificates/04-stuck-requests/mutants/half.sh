set -eu
# Another signer that is not the right one either, and client auth *beside* server auth.
kubectl get csr {{ params.signer }} {{ params.usage }} -o yaml \
  | sed -e 's,example.com/client,kubernetes.io/kubelet-serving,' -e 's,- server auth,- server auth\n    - client auth,' \
  | kubectl replace --force -f -
kubectl certificate approve {{ params.signer }} {{ params.usage }}
