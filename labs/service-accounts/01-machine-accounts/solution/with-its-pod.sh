set -eu
kubectl create token jenkins -n {{ params.namespace }} --duration=1h \
  --bound-object-kind=Pod --bound-object-name=build-{{ params.build }} > ~/build.token
