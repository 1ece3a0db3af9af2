import { contextToolStart } from './context-tool-start.js';

/**
 * Ours, for hosts without `kubectx` (https://github.com/ahmetb/kubectx): the same words for the same
 * things, and the same file for the context before, over kubectl. Without its menu, which needs fzf.
 */
export const kubectx = `${contextToolStart}
usage() {
  cat <<'EOF'
USAGE:
  kubectx                    list the contexts
  kubectx NAME               go to a context
  kubectx -                  go back to the one before
  kubectx -c, --current      say which one is current
  kubectx NEW=OLD            rename a context; . is the current one
  kubectx -d NAME [NAME...]  delete contexts, but no user and no cluster
  kubectx -u, --unset        have no current context
EOF
}

before=$state/kubectx
current() { kubectl config view -o 'jsonpath={.current-context}'; }

go_to() {
  local from
  from=$(current)
  kubectl config use-context "$1"
  if [[ $from != "$1" ]]; then remember "$before" "$from"; fi
}

rename() {
  local new=$1 old=$2
  if [[ $old == . ]]; then old=$(current); fi
  kubectl config get-contexts -o name | has_line "$old" || fail "Context \\"$old\\" not found, can't rename it."
  if [[ $new != "$old" ]] && kubectl config get-contexts -o name | has_line "$new"; then
    kubectl config delete-context "$new" > /dev/null 2>&1
  fi
  kubectl config rename-context "$old" "$new"
}

delete() {
  [[ $# -gt 0 ]] || fail 'missing context NAME'
  local name
  for name; do
    if [[ $name == . ]]; then name=$(current); fi
    kubectl config delete-context "$name"
  done
}

case \${1-} in
  '') kubectl config get-contexts -o name | sort | show_with "$(current)" ;;
  -h | --help) usage ;;
  -c | --current) kubectl config current-context ;;
  -u | --unset) kubectl config unset current-context ;;
  -d) delete "\${@:2}" ;;
  -)
    last=$(recall "$before" 'No previous context found.')
    go_to "$last"
    ;;
  -*) fail "unrecognized flag \\"$1\\"" ;;
  *)
    [[ $# -eq 1 ]] || fail 'too many arguments'
    if [[ $1 == ?*=?* ]]; then rename "\${1%%=*}" "\${1#*=}"; else go_to "$1"; fi
    ;;
esac
`;
