set -eu
# What the two tools do, where the system lacks them.
command -v kubectx > /dev/null || kubectx() {
  case $1 in
    *=*) kubectl config rename-context "${1#*=}" "${1%%=*}" ;;
    *) kubectl config use-context "$1" ;;
  esac
}
command -v kubens > /dev/null || kubens() { kubectl config set-context --current --namespace "$1"; }

kubectx test=eu1-{{ params.team }}-testing-2c90
kubectx test
kubens {{ params.team }}-test
kubectl create configmap note --from-literal=from={{ params.team }}

# The rest as in the solution, or nearly.
kubectl config rename-context eu1-{{ params.team }}-development-7f3a dev
kubectl config rename-context eu1-{{ params.team }}-production-e514 prod
kubectl config unset contexts.us2-{{ params.team }}-legacy-0b11
kubectl config unset clusters.us2-{{ params.team }}-legacy-0b11
kubectl config unset users.us2-{{ params.team }}-legacy-0b11-admin
kubectl config set contexts.dev.namespace {{ params.team }}-dev
kubectl config set contexts.prod.namespace {{ params.team }}-prod
kubectl config use-context dev
