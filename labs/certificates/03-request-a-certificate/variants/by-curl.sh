set -eu
decide() {
  kubectl get csr "$1" -o json \
    | jq --arg type "$2" '.status.conditions = [{type: $type, status: "True", reason: "Looked", message: "by me"}]' \
    | kubectl replace --raw "/apis/certificates.k8s.io/v1/certificatesigningrequests/$1/approval" -f -
}
decide {{ params.user }} Approved
decide coffee-machine Denied
