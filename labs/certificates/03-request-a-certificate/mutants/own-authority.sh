set -eu
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ~/ca.key -out ~/ca.crt -subj /CN=kubernetes
printf 'extendedKeyUsage=clientAuth\n' > ~/client.cnf
openssl x509 -req -in ~/{{ params.user }}.csr -CA ~/ca.crt -CAkey ~/ca.key -CAcreateserial -days 1 \
  -extfile ~/client.cnf -out ~/{{ params.user }}.crt
