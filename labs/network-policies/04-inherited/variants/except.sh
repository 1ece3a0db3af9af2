set -eu
kubectl patch networkpolicy {{ params.forgotten }} -n {{ params.namespace }} --type=json \
  -p '[{"op": "replace", "path": "/spec/egress/0/to/0/ipBlock", "value": {"cidr": "169.254.0.0/16", "except": ["169.254.169.0/24"]}}]'
