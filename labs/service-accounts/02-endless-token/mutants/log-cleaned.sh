set -eu
sed -i 's/Bearer [^"]*/Bearer ***/' ~/build.log
