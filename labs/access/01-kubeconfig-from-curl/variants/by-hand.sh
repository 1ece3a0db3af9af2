set -eu
server=$(kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}')
kubectl get --raw "/api/v1/namespaces/{{ params.namespace }}/pods" > ~/pods.json
umask 077
cat > ~/{{ params.user }}.kubeconfig <<END
apiVersion: v1
kind: Config
current-context: {{ params.user }}@training
clusters:
  - name: training
    cluster: { server: $server, certificate-authority-data: $(base64 -w0 ~/pki/ca.crt) }
users:
  - name: {{ params.user }}
    user:
      client-certificate-data: $(base64 -w0 ~/pki/{{ params.user }}.crt)
      client-key-data: $(base64 -w0 ~/pki/{{ params.user }}.key)
contexts:
  - name: {{ params.user }}@training
    context: { cluster: training, user: {{ params.user }}, namespace: {{ params.namespace }} }
END
