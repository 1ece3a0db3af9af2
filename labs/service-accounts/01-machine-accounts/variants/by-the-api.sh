set -eu
accounts=/api/v1/namespaces/{{ params.namespace }}/serviceaccounts
uid=$(kubectl get pod build-{{ params.build }} -n {{ params.namespace }} -o jsonpath='{.metadata.uid}')
kubectl create --raw $accounts/prometheus/token -f - <<END | grep -o '"token":"[^"]*"' | cut -d'"' -f4 > ~/alerts.token
{"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest",
 "spec": {"audiences": ["{{ params.audience }}"], "expirationSeconds": 600}}
END
kubectl create --raw $accounts/jenkins/token -f - <<END | grep -o '"token":"[^"]*"' | cut -d'"' -f4 > ~/build.token
{"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest",
 "spec": {"audiences": [], "expirationSeconds": 600,
          "boundObjectRef": {"apiVersion": "v1", "kind": "Pod", "name": "build-{{ params.build }}", "uid": "$uid"}}}
END
