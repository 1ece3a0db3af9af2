set -eu
kubectl create clusterrolebinding metrics-reader --clusterrole=metrics-reader --serviceaccount=monitoring:scraper
