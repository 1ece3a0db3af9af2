set -eu
cat > /etc/kubernetes/pki/policies.json <<'END'
# who may read
{"user":"{{ params.user }}","namespace":"{{ params.namespace }}","resource":"pods","readonly":true}
END
manifest=/etc/kubernetes/manifests/kube-apiserver.yaml
sed -e 's#authorization-mode=.*#authorization-mode=ABAC,Node,RBAC\n    - --authorization-policy-file=/etc/kubernetes/pki/policies.json#' $manifest > /tmp/manifest
cat /tmp/manifest > $manifest
# The kubelet takes a moment to notice, and the server one to come back.
sleep 0.5
for i in $(seq 15); do curl -skf https://controlplane:6443/readyz > /dev/null && break; sleep 0.1; done
