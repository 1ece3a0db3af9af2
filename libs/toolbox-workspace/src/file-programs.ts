/**
 * Programs for bash in a container, `$1` being the home and `$2` a path below it. Each says in one
 * word what it found, on the first line.
 */
const resolving = `
export LC_ALL=C PATH=/usr/bin:/bin
home=$1
say() { echo "$1"; exit 0; }
fail() {
  case $1 in
    *': No such file or directory') say absent ;;
    *': Not a directory' | *': File exists') say not-a-folder ;;
    *': Too many levels of symbolic links') say loop ;;
    *': Permission denied') say denied ;;
    *': No space left on device') say full ;;
    *) say failed ;;
  esac
}
resolve() {
  place=$(realpath "$1" -- "$2" 2>&1 && echo .) || fail "$place"
  place=\${place%??}
  case $place in "$home" | "$home"/*) ;; *) say outside ;; esac
}
`;

/**
 * `$3` bytes at most of a regular file, after a line \`file MODE OWNER SIZE\`. What is swapped for a
 * pipe at the last moment is not waited for long.
 */
export const readProgram = `${resolving}
case $(realpath -e -- "$2" 2>&1 || :) in *': Not a directory') say absent ;; esac
resolve -e "$2"
[ -f "$place" ] || say not-a-file
[ -r "$place" ] || say denied
facts=$(stat --format='%a %U %s' -- "$place" 2>&1) || fail "$facts"
echo "file $facts"
exec timeout 5 head -c "$3" -- "$place"
`;

/** What is read from stdin becomes the file, with mode \`$3\`; folders on the way are made. */
export const writeProgram = `${resolving}
target=$2
resolve -m "\${target%/*}"
problem=$(umask 077 && mkdir -p -- "$place" 2>&1) || fail "$problem"
if [ -d "$place/\${target##*/}" ] && [ ! -L "$place/\${target##*/}" ]; then say not-a-file; fi
draft=$(mktemp -- "$place/.drillyard.XXXXXXXX" 2>&1) || fail "$draft"
problem=$({ cat > "$draft" && chmod "$3" "$draft" && mv -fT -- "$draft" "$place/\${target##*/}"; } 2>&1) && say written
rm -f -- "$draft"
fail "$problem"
`;

/**
 * Says the number of each path below which something has changed, looking about once a second.
 * Links below a path are not followed; of a folder at most a thousand entries are looked at.
 */
export const watchProgram = `
export LC_ALL=C PATH=/usr/bin:/bin
look() { find -H "$1" -printf '%P %i %m %U %s %T@ %C@\\n' 2>&1 | head -n 1000 | cksum; }
seen=()
while :; do
  number=0
  for path; do
    now=$(look "$path")
    [ "\${seen[number]-$now}" = "$now" ] || echo "$number"
    seen[number]=$now
    number=$((number + 1))
  done
  sleep 1
done
`;
