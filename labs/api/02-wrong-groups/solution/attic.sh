set -eu
cd ~/attic
sed -i 's,^apiVersion: .*,apiVersion: apps/v1,; s,^  replicas: 2,&\n  selector: { matchLabels: { app: kitchen } },' kitchen.yaml
sed -i 's,^apiVersion: .*,apiVersion: batch/v1,' dishes.yaml
sed -i 's,^apiVersion: .*,apiVersion: networking.k8s.io/v1,' doors.yaml
kubectl apply -f .
