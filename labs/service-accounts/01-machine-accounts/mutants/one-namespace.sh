set -eu
kubectl create clusterrole discovers --verb=get,list,watch --resource=pods,services,endpointslices.discovery.k8s.io
kubectl create rolebinding prometheus --clusterrole=discovers --serviceaccount={{ params.namespace }}:prometheus -n {{ params.namespace }}
