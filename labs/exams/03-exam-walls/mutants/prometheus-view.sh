set -eu
kubectl create clusterrolebinding prometheus --clusterrole=view --serviceaccount={{ params.namespace }}:prometheus
