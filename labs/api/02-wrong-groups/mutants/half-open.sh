set -eu
sed -i 's/ --disable-filter=true//' ~/dashboard.sh
