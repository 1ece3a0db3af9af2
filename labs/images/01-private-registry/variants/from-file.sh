set -eu
auth=$(printf 'drillyard:let-me-pull' | base64)
printf '{"auths":{"private-registry.example.com":{"auth":"%s"}}}' "$auth" > ~/config.json
kubectl create secret generic registry-account -n {{ params.namespace }} \
  --from-file=.dockerconfigjson="$HOME/config.json" --type=kubernetes.io/dockerconfigjson
kubectl patch deployment menu -n {{ params.namespace }} \
  -p '{"spec":{"template":{"spec":{"imagePullSecrets":[{"name":"registry-account"}]}}}}'
kubectl rollout status deployment/menu -n {{ params.namespace }} --timeout=30s
