set -eu
sed -i 's/^kubectl proxy .*/kubectl proxy --port=8001/' ~/dashboard.sh
