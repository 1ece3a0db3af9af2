set -eu
cat > patch.json <<'END'
{"data": {"policy.json": "{\"rules\": [{\"decision\": \"allow\", \"users\": [\"auditor\"], \"verbs\": [\"get\"], \"paths\": [\"/metrics\"]}, {\"decision\": \"no-opinion\", \"groups\": [\"release\"]}, {\"decision\": \"deny\", \"groups\": [\"devs\"], \"verbs\": [\"delete\", \"deletecollection\"], \"namespaces\": [\"{{ params.namespace }}\"]}, {\"decision\": \"allow\", \"groups\": [\"devs\"]}]}"}}
END
kubectl patch configmap policy -n policy --patch-file patch.json
