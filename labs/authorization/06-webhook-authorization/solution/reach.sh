set -eu
sed -i 's#server: .*#server: https://10.96.77.7/authorize#' /etc/kubernetes/pki/policy-webhook.conf
# The file is read when the server starts.
manifest=/etc/kubernetes/manifests/kube-apiserver.yaml
sed -e 's#^  annotations:#  annotations:\n    restarted: "1"#' $manifest > /tmp/manifest
cat /tmp/manifest > $manifest
sleep 0.5
for i in $(seq 50); do curl -skf https://controlplane:6443/readyz > /dev/null && break; sleep 0.1; done
