set -eu
# The service's certificate, and the authority the API server shall know it by.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj /CN=policy \
  -addext subjectAltName=DNS:policy.policy.svc,IP:10.96.77.7 -keyout /tmp/tls.key -out /tmp/tls.crt 2> /dev/null
cp /tmp/tls.crt /etc/kubernetes/pki/policy-ca.crt
export KUBECONFIG=/etc/kubernetes/admin.conf
kubectl create secret tls policy-tls -n policy --cert=/tmp/tls.crt --key=/tmp/tls.key
rm /tmp/tls.key /tmp/tls.crt
cat > /etc/kubernetes/pki/policy-webhook.conf <<'END'
apiVersion: v1
kind: Config
clusters:
- name: policy
  cluster:
    certificate-authority: /etc/kubernetes/pki/policy-ca.crt
    server: https://policy.policy.svc/authorize
users:
- name: apiserver
contexts:
- name: webhook
  context: { cluster: policy, user: apiserver }
current-context: webhook
END
flags='    - --authorization-webhook-config-file=/etc/kubernetes/pki/policy-webhook.conf\n    - --authorization-webhook-version=v1\n    - --authorization-webhook-cache-authorized-ttl=1s\n    - --authorization-webhook-cache-unauthorized-ttl=1s'
manifest=/etc/kubernetes/manifests/kube-apiserver.yaml
sed -e "s#authorization-mode=.*#authorization-mode=Node,RBAC,Webhook\n$flags#" $manifest > /tmp/manifest
cat /tmp/manifest > $manifest
# The kubelet takes a moment to notice, and the server one to come back.
sleep 0.5
for i in $(seq 50); do curl -skf https://controlplane:6443/readyz > /dev/null && break; sleep 0.1; done
kubectl wait -n policy --for=condition=Available deployment/policy --timeout=20s > /dev/null
