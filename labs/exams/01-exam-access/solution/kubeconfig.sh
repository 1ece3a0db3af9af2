set -eu
cd
for try in 1 2 3 4 5; do
  kubectl get csr {{ params.user }} -o jsonpath='{.status.certificate}' | base64 -d > {{ params.user }}.crt
  [ -s {{ params.user }}.crt ] && break
  sleep 0.2
done
cp .kube/config exam.conf
KUBECONFIG=$HOME/exam.conf kubectl config set-credentials {{ params.user }} --client-certificate={{ params.user }}.crt --client-key={{ params.user }}.key --embed-certs
export KUBECONFIG=$HOME/exam.conf
kubectl config set-context {{ params.user }} --cluster="$(kubectl config view -o jsonpath='{.clusters[0].name}')" --user={{ params.user }} --namespace={{ params.namespace }}
kubectl config use-context {{ params.user }}
