set -eu
kubectl create --raw /api/v1/namespaces/{{ params.namespace }}/configmaps -f - <<END
{ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "menu" }, "data": { "today": "{{ params.dish }}" } }
END
