set -eu
kubectl wait csr/{{ params.user }} --for=jsonpath='{.status.certificate}' --timeout=10s
kubectl get csr {{ params.user }} -o jsonpath='{.status.certificate}' | base64 -d > ~/{{ params.user }}.crt
openssl ecparam -name prime256v1 -genkey -noout -out ~/{{ params.user }}.key
chmod 644 ~/{{ params.user }}.key
