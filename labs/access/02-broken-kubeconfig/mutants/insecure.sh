set -eu
server=$(kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}')
sed -i '/certificate-authority/d' ~/work.kubeconfig
kubectl config --kubeconfig ~/work.kubeconfig set-cluster training --server "$server" --insecure-skip-tls-verify
