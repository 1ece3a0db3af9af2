set -eu
cat > /etc/kubernetes/pki/abac.jsonl <<'END'
{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"user":"{{ params.user }}","namespace":"{{ params.namespace }}","resource":"*","readonly":true}}
{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"user":"{{ params.user }}","namespace":"*","resource":"pods","readonly":true}}
END
manifest=/etc/kubernetes/manifests/kube-apiserver.yaml
sed -e 's#authorization-mode=.*#authorization-mode=Node,RBAC,ABAC\n    - --authorization-policy-file=/etc/kubernetes/pki/abac.jsonl#' $manifest > /tmp/manifest
cat /tmp/manifest > $manifest
# The kubelet takes a moment to notice, and the server one to come back.
sleep 0.5
for i in $(seq 15); do curl -skf https://controlplane:6443/readyz > /dev/null && break; sleep 0.1; done
