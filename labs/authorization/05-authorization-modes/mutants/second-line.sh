set -eu
sed -n 's/{{ params.user }}/{{ params.second }}/p' /etc/kubernetes/pki/abac.jsonl >> /etc/kubernetes/pki/abac.jsonl
