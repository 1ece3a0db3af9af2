set -eu
hardened='"securityContext":{"runAsUser":{{ params.user }},"runAsNonRoot":true,"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}'
pod='"securityContext":{"seccompProfile":{"type":"RuntimeDefault"}}'
kubectl patch deployment front -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{'"$pod"',"containers":[{"name":"front","image":"registry.k8s.io/pause:3.10",'"$hardened"'}]}}}}'
kubectl patch deployment cart -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{'"$pod"',"containers":[{"name":"cart",'"$hardened"'},{"$patch":"delete","name":"helper"}]}}}}'
kubectl label namespace {{ params.namespace }} pod-security.kubernetes.io/enforce=restricted
kubectl rollout status deployment/front -n {{ params.namespace }} --timeout=30s
kubectl rollout status deployment/cart -n {{ params.namespace }} --timeout=30s
