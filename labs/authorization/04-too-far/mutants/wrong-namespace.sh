set -eu
kubectl delete clusterrolebinding {{ params.team }}-config nightly-backup
kubectl create rolebinding {{ params.team }}-config --clusterrole=config-editor --group={{ params.team }}
kubectl create rolebinding nightly-backup --clusterrole=backup-reader --serviceaccount=backup:{{ params.robot }} -n backup
