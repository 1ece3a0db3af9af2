set -eu
mkdir -p /etc/kubernetes/abac
cat > /etc/kubernetes/abac/policy.jsonl <<'END'
{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"user":"{{ params.user }}","namespace":"{{ params.namespace }}","resource":"pods","readonly":true}}
END
manifest=/etc/kubernetes/manifests/kube-apiserver.yaml
sed -e 's#authorization-mode=.*#authorization-mode=Node,RBAC,ABAC\n    - --authorization-policy-file=/etc/kubernetes/abac/policy.jsonl#' -e 's#^    volumeMounts:#    volumeMounts:\n    - { mountPath: /etc/kubernetes/abac, name: abac, readOnly: true }#' -e 's#^  volumes:#  volumes:\n  - { hostPath: { path: /etc/kubernetes/abac, type: Directory }, name: abac }#' $manifest > /tmp/manifest
cat /tmp/manifest > $manifest
# The kubelet takes a moment to notice, and the server one to come back.
sleep 0.5
for i in $(seq 15); do curl -skf https://controlplane:6443/readyz > /dev/null && break; sleep 0.1; done
