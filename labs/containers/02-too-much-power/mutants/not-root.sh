set -eu
for each in router:NET_ADMIN backup:DAC_READ_SEARCH; do
  name=${each%:*}
  kubectl patch deployment $name -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"'$name'","securityContext":{"privileged":false,"runAsUser":1000,"capabilities":{"drop":["ALL"],"add":["'${each#*:}'"]}}}]}}}}'
done
kubectl rollout status deployment/router -n {{ params.namespace }} --timeout=30s
kubectl rollout status deployment/backup -n {{ params.namespace }} --timeout=30s
