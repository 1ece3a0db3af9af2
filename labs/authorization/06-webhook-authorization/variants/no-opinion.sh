set -eu
kubectl get configmap policy -n policy -o yaml > policy.yaml
# The release team and the denial first, the developers' rule without a word of its own.
cat > patch.json <<'END'
{"data": {"policy.json": "{\"rules\": [{\"decision\": \"allow\", \"users\": [\"auditor\"], \"verbs\": [\"get\"], \"paths\": [\"/metrics\"]}, {\"decision\": \"no-opinion\", \"groups\": [\"release\"]}, {\"decision\": \"deny\", \"groups\": [\"devs\"], \"verbs\": [\"delete\", \"deletecollection\"], \"namespaces\": [\"{{ params.namespace }}\"]}, {\"decision\": \"no-opinion\", \"groups\": [\"devs\"]}]}"}}
END
kubectl patch configmap policy -n policy --patch-file patch.json
