set -eu
kubectl delete clusterrolebinding {{ params.team }}-config nightly-backup
kubectl create role config --verb=get,list,watch,create,update,patch,delete --resource=configmaps -n {{ params.namespace }}
kubectl create rolebinding config --role=config --group={{ params.team }} -n {{ params.namespace }}
kubectl create clusterrolebinding backup --clusterrole=backup-reader --serviceaccount=backup:{{ params.robot }}
