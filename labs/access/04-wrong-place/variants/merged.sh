set -eu
sed -i -e 's/name: me/name: reader/; s/user: me/user: reader/' ~/Downloads/auditor.kubeconfig
sed -i -e 's/user: me, namespace: {{ params.team }}-prod/user: me, namespace: {{ params.team }}-test/' ~/.kube/config
kubectl config delete-context prod
KUBECONFIG=~/.kube/config:~/Downloads/auditor.kubeconfig kubectl config view --flatten > ~/merged
mv ~/merged ~/.kube/config
kubectl config use-context test
