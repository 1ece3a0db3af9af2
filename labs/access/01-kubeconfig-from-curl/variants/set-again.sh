set -eu
kubectl config rename-context "$(kubectl config current-context)" admin
# The certificates are left where they are; on this machine that works.
kubectl config set-credentials visitor --client-certificate ~/pki/{{ params.user }}.crt --client-key ~/pki/{{ params.user }}.key
kubectl config set-context {{ params.user }} --cluster "$(kubectl config view --minify -o jsonpath='{.clusters[0].name}')" --user visitor --namespace {{ params.namespace }}
