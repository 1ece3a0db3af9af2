set -eu
kubectl create configmap experiment -n {{ params.team }}-test --from-literal=result='first try, not needed any more'
kubectl delete configmap --all -n {{ params.team }}-prod
