set -eu
kubectl get configmap policy -n policy -o jsonpath='{.data.policy\.json}' | grep -v 'know what they do' > policy.json
kubectl create configmap policy -n policy --from-file=policy.json --dry-run=client -o yaml | kubectl apply -f - 2> /dev/null
