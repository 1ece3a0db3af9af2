set -eu
kubectl set image deployment/front -n {{ params.namespace }} front=nginxinc/nginx-unprivileged:1.29
kubectl rollout status deployment/front -n {{ params.namespace }} --timeout=30s
