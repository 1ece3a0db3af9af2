set -eu
cp /etc/kubernetes/pki/apiserver.crt /etc/kubernetes/pki/{{ params.wrong }}
