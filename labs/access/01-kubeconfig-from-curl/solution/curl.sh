set -eu
server=$(kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}')
curl -sS --cacert ~/pki/ca.crt --cert ~/pki/{{ params.user }}.crt --key ~/pki/{{ params.user }}.key \
  -o ~/pods.json "$server/api/v1/namespaces/{{ params.namespace }}/pods"
