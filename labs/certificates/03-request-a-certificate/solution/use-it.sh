set -eu
# The controller manager signs a moment after the approval.
kubectl wait csr/{{ params.user }} --for=jsonpath='{.status.certificate}' --timeout=10s
kubectl get csr {{ params.user }} -o jsonpath='{.status.certificate}' | base64 -d > ~/{{ params.user }}.crt
