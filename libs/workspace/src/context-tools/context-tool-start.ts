/** What both tools begin with. A list marks the current entry where somebody looks at it. */
export const contextToolStart = `#!/bin/bash
set -euo pipefail
state=\${XDG_CACHE_HOME:-$HOME/.kube}

fail() {
  echo "error: $*" >&2
  exit 1
}

show_with() {
  local line
  while IFS= read -r line; do
    if [[ -t 1 && -z \${NO_COLOR-} && $line == "$1" ]]; then printf '\\e[33;40m%s\\e[0m\\n' "$line"
    else printf '%s\\n' "$line"; fi
  done
}

# Reads to the end: who stops at the first match makes the program before it fail.
has_line() { grep -xF -- "$1" > /dev/null; }

remember() {
  mkdir -p "\${1%/*}"
  printf %s "$2" > "$1"
}

recall() {
  [[ -s $1 ]] || fail "$2"
  cat "$1"
}
`;
