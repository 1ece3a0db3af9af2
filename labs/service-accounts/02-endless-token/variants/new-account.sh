set -eu
kubectl delete serviceaccount {{ params.account }} -n {{ params.namespace }}
kubectl create serviceaccount {{ params.account }} -n {{ params.namespace }}
kubectl delete secret {{ params.account }}-token-x7k2p -n {{ params.namespace }} --ignore-not-found
token=$(kubectl create token {{ params.account }} -n {{ params.namespace }})
kubectl config set-credentials jenkins --token="$token" --kubeconfig ~/jenkins.kubeconfig
