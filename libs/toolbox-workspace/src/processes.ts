import { randomBytes } from 'node:crypto';
import { CommandError, type Engine } from '@drillyard/cluster-kind';
import { hangupGraceMs, processesMax } from '@drillyard/workspace';
import { endTimeoutMs, processesReserve } from './limits.js';

/** Marks what one command of ours started, whatever became of its parents. */
const markName = 'DRILLYARD_COMMAND';

/** An environment that tells the processes of one command from all others. */
export interface Mark {
  readonly text: string;
  readonly env: Readonly<Record<string, string>>;
}
export function newMark(): Mark {
  const text = randomBytes(8).toString('hex');
  return { text, env: { [markName]: text } };
}

/**
 * Only what bash does itself: in a container full of processes nothing else can be started. The
 * pipe that is our stdout, opened for reading, never has anything to read: that is how to wait.
 */
const waiting = `
exec 9< /proc/self/fd/1
deadline=$((\${EPOCHREALTIME/[.,]/} + $1 * 1000))
in_time() { [ "\${EPOCHREALTIME/[.,]/}" -lt "$deadline" ] && { read -rt 0.02 -u 9; :; }; }
`;

/**
 * Hangs up every process with the mark `$2` in its environment and every other of their
 * sessions, waits `$1` milliseconds at most, and kills until none is left.
 */
const endMarked = `${waiting}
field() { read -r stat 2>/dev/null < "$1/stat" && set -- \${stat##*) } && state=$1 session=$4; }
marked() {
  while IFS= read -rd '' entry; do
    [ "$entry" = "$mark" ] && return 0
  done 2>/dev/null < "$1/environ"
  return 1
}
find_sessions() {
  for place in /proc/[0-9]*; do
    if marked "$place" && field "$place"; then sessions="\${sessions/" $session "/ }$session "; fi
  done
}
find_members() {
  members=()
  for place in /proc/[0-9]*; do
    field "$place" && [ "$state" != Z ] && [[ $sessions == *" $session "* ]] && members+=("\${place#/proc/}")
  done
  [ \${#members[@]} -gt 0 ]
}
mark=${markName}=$2 sessions=' '
find_sessions
find_members || exit 0
if [ "$1" -gt 0 ]; then
  kill -HUP "\${members[@]}"
  kill -CONT "\${members[@]}"
  while in_time && find_members; do :; done
fi
for round in {1..100}; do
  find_sessions
  find_members || break
  kill -KILL "\${members[@]}"
done 2>/dev/null
exit 0
`;

/** The same for every process of the user; signals to -1 spare who sends them (kill(2)). */
const endEverything = `${waiting}
others() {
  for place in /proc/[0-9]*; do
    [ -O "$place" ] && [ "$place" != "/proc/$$" ] && return 0
  done
  return 1
}
others || exit 0
kill -HUP -1
kill -CONT -1
while in_time && others; do :; done
kill -KILL -1
exit 0
`;

/**
 * Ends processes in a container. Whoever started them with `docker exec` cannot: the engine lets
 * them run on when its client ends.
 */
export class ContainerProcesses {
  constructor(
    private readonly engine: Pick<Engine, 'exec' | 'limitContainer'>,
    private readonly container: string,
    private readonly user: string,
    /** The container has the limits of a workspace; a node has others. */
    private readonly isLimited: boolean,
  ) {}

  /** What a command started; what it moved to a session of its own and unmarked, runs on. */
  async endMarked({ text }: Mark, how: 'gently' | 'at once' = 'gently'): Promise<void> {
    await this.bash(endMarked, String(how === 'gently' ? hangupGraceMs : 0), text);
  }

  /** Every process of the user. */
  async endAll(): Promise<void> {
    await this.bash(endEverything, String(hangupGraceMs));
  }

  /** Where no further process fits into the container, it is made larger for the moment. */
  private async bash(script: string, ...args: string[]): Promise<void> {
    const { engine, container, user } = this;
    const argv = ['/bin/bash', '--norc', '-c', script, 'end', ...args];
    const end = () => engine.exec(container, argv, { user, timeoutMs: endTimeoutMs });
    try {
      await end();
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      // Nothing runs in a container that has ended, or is gone.
      if (/is not running|no such container/i.test(error.tail)) return;
      if (!this.isLimited) throw error;
      await engine.limitContainer(container, { pids: processesMax + processesReserve });
      try {
        await end();
      } finally {
        await engine.limitContainer(container, { pids: processesMax });
      }
    }
  }
}
