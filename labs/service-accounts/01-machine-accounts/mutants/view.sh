set -eu
kubectl create clusterrole measures --verb=get --non-resource-url='/*'
kubectl create clusterrolebinding prometheus-view --clusterrole=view --serviceaccount={{ params.namespace }}:prometheus \
  --serviceaccount={{ params.namespace }}:jenkins
kubectl create clusterrolebinding prometheus-measures --clusterrole=measures --serviceaccount={{ params.namespace }}:prometheus
