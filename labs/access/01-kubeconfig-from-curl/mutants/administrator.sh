set -eu
# A copy of one's own file with new names, and no namespace.
old=$(kubectl config current-context)
sed -e "s/$old/{{ params.user }}@training/g; s/kubernetes-admin/{{ params.user }}/g; s/\(name\|cluster\): kubernetes\$/\1: training/" ~/.kube/config > ~/{{ params.user }}.kubeconfig
chmod 600 ~/{{ params.user }}.kubeconfig
kubectl config rename-context "$old" admin
kubectl config set-context {{ params.user }} --cluster "$(kubectl config view --minify -o jsonpath='{.clusters[0].name}')" --user kubernetes-admin --namespace {{ params.namespace }}
