set -eu
kubectl get configmap experiment -n {{ params.team }}-prod -o yaml > ~/experiment.yaml
sed -i -e 's/namespace: .*/namespace: {{ params.team }}-test/' -e '/uid:/d; /resourceVersion:/d; /creationTimestamp:/d' ~/experiment.yaml
kubectl create -f ~/experiment.yaml
kubectl delete configmap experiment -n {{ params.team }}-prod
kubectl delete configmap experiment -n default
