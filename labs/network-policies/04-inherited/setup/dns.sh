set -eu
# A cluster that brings its DNS along keeps it.
if kubectl get service kube-dns -n kube-system >/dev/null 2>&1; then exit 0; fi
kubectl apply -f - <<'END'
apiVersion: v1
kind: ServiceAccount
metadata: { name: coredns, namespace: kube-system }
---
apiVersion: v1
kind: Pod
metadata:
  name: coredns
  namespace: kube-system
  labels: { k8s-app: kube-dns }
spec:
  serviceAccountName: coredns
  tolerations: [{ operator: Exists }]
  containers:
    - name: coredns
      image: registry.k8s.io/coredns/coredns:v1.12.1
      ports:
        - { name: dns, containerPort: 53, protocol: UDP }
        - { name: dns-tcp, containerPort: 53, protocol: TCP }
---
apiVersion: v1
kind: Service
metadata:
  name: kube-dns
  namespace: kube-system
  labels: { k8s-app: kube-dns }
spec:
  selector: { k8s-app: kube-dns }
  ports:
    - { name: dns, port: 53, protocol: UDP }
    - { name: dns-tcp, port: 53, protocol: TCP }
END
