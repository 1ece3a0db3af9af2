set -eu
manifest=/etc/kubernetes/manifests/kube-apiserver.yaml
sed -e 's#authorization-mode=.*#authorization-mode=Node,Webhook#' $manifest > /tmp/manifest
cat /tmp/manifest > $manifest
# The kubelet takes a moment to notice, and the server one to come back.
sleep 0.5
for i in $(seq 50); do curl -skf https://controlplane:6443/readyz > /dev/null && break; sleep 0.1; done
