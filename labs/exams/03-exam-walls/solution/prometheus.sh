set -eu
kubectl apply -f - <<END
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: prometheus
rules:
  - apiGroups: [""]
    resources: [nodes, pods, services]
    verbs: [get, list, watch]
  - nonResourceURLs: [/metrics]
    verbs: [get]
END
kubectl create clusterrolebinding prometheus --clusterrole=prometheus --serviceaccount={{ params.namespace }}:prometheus
