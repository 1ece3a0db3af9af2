set -eu
grep -o 'eyJ[A-Za-z0-9._-]*' ~/build.log > ~/leaked.token
