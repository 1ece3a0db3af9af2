set -eu
cat > patch.json <<'END'
{"data": {"policy.json": "{\"rules\": [{\"decision\": \"allow\", \"verbs\": [\"get\"], \"paths\": [\"/metrics\"]}, {\"decision\": \"no-opinion\", \"groups\": [\"release\"]}, {\"decision\": \"deny\", \"groups\": [\"devs\"], \"verbs\": [\"delete\", \"deletecollection\"], \"resources\": [\"pods\"], \"namespaces\": [\"{{ params.namespace }}\"]}, {\"decision\": \"allow\", \"groups\": [\"devs\"]}]}"}}
END
kubectl patch configmap policy -n policy --patch-file patch.json
