set -eu
for each in timekeeper:SYS_TIME greeter:NET_BIND_SERVICE; do
  name=${each%:*}
  kubectl patch deployment $name -n {{ params.namespace }} -p '{"spec":{"template":{"spec":{"containers":[{"name":"'$name'","securityContext":{"runAsUser":1000,"capabilities":{"drop":["ALL"],"add":["'${each#*:}'"]}}}]}}}}'
done
kubectl rollout status deployment/timekeeper -n {{ params.namespace }} --timeout=30s
kubectl rollout status deployment/greeter -n {{ params.namespace }} --timeout=30s
