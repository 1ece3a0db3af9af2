set -eu
kubectl delete rolebinding node-viewer -n kube-system
kubectl create clusterrolebinding node-viewer --clusterrole=node-viewer --user={{ params.operator }}
