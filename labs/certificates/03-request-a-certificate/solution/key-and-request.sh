set -eu
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
  -keyout ~/{{ params.user }}.key -out ~/{{ params.user }}.csr \
  -subj "/CN={{ params.user }}/O={{ params.team }}"
