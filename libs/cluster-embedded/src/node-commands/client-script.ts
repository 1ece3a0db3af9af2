/** Nobody else's on a control plane's node; in no other network than the node's own. */
export const agentPort = 35_109;

/**
 * The program a node's shell finds under a command's name. bash opens connections itself, so that
 * nothing else has to be there and it starts in a few milliseconds. It sends the number of its
 * arguments, whether its errors are seen on a terminal, its name and the arguments, each ended by
 * a NUL; each line of the answer begins with where it goes.
 */
export function clientScript(command: string): string {
  return `#!/bin/bash
# Asks the node's agent, which knows what runs, and prints what it answers.
LC_ALL=C
{ exec 3<>/dev/tcp/127.0.0.1/${agentPort}; } 2>/dev/null || {
  echo "${command}: nobody answers for this node at the moment" >&2
  exit 125
}
terminal=; [ -t 2 ] && terminal=1
printf '%s\\0' "$#" "$terminal" ${command} "$@" >&3
while IFS= read -r line <&3; do
  case $line in
    ${frames.out}*) printf '%s\\n' "\${line:1}" ;;
    ${frames.error}*) printf '%s\\n' "\${line:1}" >&2 ;;
    ${frames.outPart}*) printf '%s' "\${line:1}" ;;
    ${frames.errorPart}*) printf '%s' "\${line:1}" >&2 ;;
    ${frames.exit}*) exit "\${line:1}" ;;
  esac
done
exit 125
`;
}

/** Instructions everywhere begin with it, and who is on the node is root already. */
export const sudoScript = `#!/bin/bash
while [[ \${1-} == -* ]]; do
  [[ $1 == -[ugh] ]] && shift
  shift
done
[ $# -eq 0 ] && exec bash
exec env "$@"
`;

/** What the lines of an answer begin with. */
export const frames = {
  /** A line of the output. */
  out: 'o',
  /** The beginning of one that has not ended yet. */
  outPart: 'p',
  error: 'e',
  errorPart: 'f',
  /** The exit code; nothing comes after it. */
  exit: 'x',
} as const;
