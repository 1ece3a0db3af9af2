set -eu
server=$(kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}')
cat > ~/work.kubeconfig <<END
apiVersion: v1
kind: Config
current-context: work
clusters:
  - name: training
    cluster: { server: $server/, certificate-authority-data: $(base64 -w0 ~/pki/ca.crt) }
users:
  - name: {{ params.user }}
    user:
      client-certificate-data: $(base64 -w0 ~/pki/{{ params.user }}.crt)
      client-key-data: $(base64 -w0 ~/pki/{{ params.user }}.key)
contexts:
  - name: work
    context: { cluster: training, user: {{ params.user }}, namespace: {{ params.namespace }} }
END
kubectl --kubeconfig ~/work.kubeconfig get configmap welcome -o yaml
