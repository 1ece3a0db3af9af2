import { contextToolStart } from './context-tool-start.js';

/** Ours, for hosts without `kubens`; as with `kubectx`. */
export const kubens = `${contextToolStart}
usage() {
  cat <<'EOF'
USAGE:
  kubens                list the namespaces
  kubens NAME           make one the namespace of the current context
  kubens -              go back to the one before
  kubens -c, --current  say which one it is
EOF
}

context=$(kubectl config current-context) || fail 'there is no current context'
before=$state/kubens/\${context//\\//-}
current() {
  local name
  name=$(kubectl config view --minify -o 'jsonpath={.contexts[0].context.namespace}')
  echo "\${name:-default}"
}
namespaces() { kubectl get namespaces -o 'jsonpath={range .items[*]}{.metadata.name}{"\\n"}{end}'; }

go_to() {
  local from
  from=$(current)
  namespaces | has_line "$1" || fail "no namespace exists with name \\"$1\\"."
  kubectl config set-context "$context" --namespace="$1"
  echo "Active namespace is \\"$1\\"." >&2
  if [[ $from != "$1" ]]; then remember "$before" "$from"; fi
}

[[ $# -le 1 ]] || fail 'too many arguments'
case \${1-} in
  '') namespaces | show_with "$(current)" ;;
  -h | --help) usage ;;
  -c | --current) current ;;
  -)
    last=$(recall "$before" 'No previous namespace found for current context.')
    go_to "$last"
    ;;
  -*) fail "unrecognized flag \\"$1\\"" ;;
  *) go_to "$1" ;;
esac
`;
