set -eu
kubectl patch role settings -n {{ params.namespace }} --type=json -p '[{"op":"replace","path":"/rules/0/resources","value":["configmaps"]}]'
