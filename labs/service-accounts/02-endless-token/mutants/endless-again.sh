set -eu
kubectl delete secret {{ params.account }}-token-x7k2p -n {{ params.namespace }}
kubectl apply -f - <<'END'
apiVersion: v1
kind: Secret
metadata:
  name: jenkins-token
  namespace: {{ params.namespace }}
  annotations: { kubernetes.io/service-account.name: {{ params.account }} }
type: kubernetes.io/service-account-token
END
token=
for _ in 1 2 3 4 5 6 7 8 9 10; do
  token=$(kubectl get secret jenkins-token -n {{ params.namespace }} -o jsonpath='{.data.token}' | base64 -d)
  [ -z "$token" ] || break
done
kubectl config set-credentials jenkins --token="$token" --kubeconfig ~/jenkins.kubeconfig
