set -eu
kubectl set image deployment/menu -n {{ params.namespace }} menu=nginx:1.29
kubectl rollout status deployment/menu -n {{ params.namespace }} --timeout=30s
