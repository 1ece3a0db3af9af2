set -eu
# The three clusters are one and the same server; the kubeconfig cannot tell.
value() { grep -o "$1: .*" ~/.kube/config | cut -d' ' -f2; }
server=$(value server) ca=$(value certificate-authority-data)
crt=$(value client-certificate-data) key=$(value client-key-data)
legacy=us2-{{ params.team }}-legacy-0b11
{
  echo 'apiVersion: v1'
  echo 'kind: Config'
  echo 'current-context: eu1-{{ params.team }}-production-e514'
  echo 'clusters:'
  for name in development-7f3a testing-2c90 production-e514; do
    echo "- name: eu1-{{ params.team }}-$name"
    echo "  cluster: { server: '$server', certificate-authority-data: $ca }"
  done
  echo "- name: $legacy"
  echo "  cluster: { server: 'https://legacy.{{ params.team }}.example.com:6443' }"
  echo 'users:'
  echo '- name: {{ params.team }}-admin'
  echo "  user: { client-certificate-data: $crt, client-key-data: $key }"
  echo "- name: $legacy-admin"
  echo '  user: { token: not-worth-anything-any-more }'
  echo 'contexts:'
  for name in development-7f3a testing-2c90 production-e514; do
    echo "- name: eu1-{{ params.team }}-$name"
    echo "  context: { cluster: eu1-{{ params.team }}-$name, user: {{ params.team }}-admin }"
  done
  echo "- name: $legacy"
  echo "  context: { cluster: $legacy, user: $legacy-admin }"
} > ~/new
chmod 600 ~/new
mv ~/new ~/.kube/config
