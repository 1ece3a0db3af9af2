set -eu
cat > ~/dashboard.sh <<'END'
#!/bin/sh
# KUBECONFIG is that of the dashboard.
exec kubectl proxy -p 8001 --address 127.0.0.1 --reject-methods='^(POST|PUT|PATCH|DELETE)$' &
END
