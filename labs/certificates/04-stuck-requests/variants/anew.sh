set -eu
cd ~/requests
openssl req -new -newkey ed25519 -nodes -keyout {{ params.name }}.key -out new.csr -subj "/O={{ params.team }}/CN={{ params.name }}"
kubectl delete csr {{ params.name }}
kubectl create -f - <<END
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: { name: {{ params.name }} }
spec:
  request: $(base64 -w0 new.csr)
  signerName: kubernetes.io/kube-apiserver-client
  usages: [client auth, digital signature]
END
kubectl certificate approve {{ params.name }}
kubectl delete clusterrolebinding on-call
kubectl delete rolebinding deployers -n {{ params.namespace }}
kubectl create clusterrolebinding watch-keepers --clusterrole=view --user={{ params.signer }}
kubectl create rolebinding crew --clusterrole=edit --user={{ params.usage }} -n {{ params.namespace }}
