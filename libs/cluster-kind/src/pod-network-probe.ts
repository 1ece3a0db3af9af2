import type { AttemptResult, Clock, ConnectionAttempt, NetworkProbe } from '@drillyard/cluster';
import { OperationalError } from '@drillyard/errors';
import type { Engine } from './engine.js';

/** Two tries of the kernel to open a connection, the second after a second; on a busy host both count. */
const silenceSeconds = 2.5;
/** Until whoever was sent a datagram has refused it. */
const datagramSeconds = 1;
/** Tried at the same time in one node: three processes each, of the node's some thousand. */
const parallelMax = 64;
/** kindnet hears of a policy at once, and renews what it diverts to itself every second or so. */
const settleMs = 1_000;
/** For as many rounds as a check asks for, and a host that is busy. */
const batchMs = 30_000;

/**
 * Reads one attempt a line: number, source, destination, port, protocol. A pod's network is the
 * one of the files of its node's container runtime in which the pod's address is; it is entered
 * with the programs of the node, so that no image has to bring any. The shell itself connects. A
 * refusal is an answer of the other end: whoever is stopped on the way hears nothing. The answer
 * to a datagram is at best that nobody listens.
 */
const probeScript = `export LC_ALL=C
declare -A networks
for file in /run/netns/*; do
  for address in $(nsenter --net="$file" hostname -I 2>/dev/null); do networks[$address]=$file; done
done
tcp='exec 3<>"/dev/tcp/$0/$1"'
udp='exec 3<>"/dev/udp/$0/$1" && printf . >&3 && read -r -t ${datagramSeconds} -n 1 <&3'
try() {
  local network="\${networks[$2]}" script="$tcp" said status
  if [ -z "$network" ]; then echo "$1 unknown"; return; fi
  [ "$5" = UDP ] && script="$udp"
  said=$(timeout ${silenceSeconds} nsenter --net="$network" bash -c "$script" "$3" "$4" 2>&1)
  status=$?
  case "$status $5 $said" in
    *refused*) echo "$1 reached" ;;
    "0 "*) echo "$1 reached" ;;
    "124 TCP "*) echo "$1 silent" ;;
    *) echo "$1 unknown" ;;
  esac
}
while read -r number source destination port protocol; do
  while [ "$(jobs -rp | wc -l)" -ge ${parallelMax} ]; do wait -n; done
  try "$number" "$source" "$destination" "$port" "$protocol" &
done
wait`;

/** Tries connections from the networks of pods, by way of the nodes they are on. */
export class PodNetworkProbe implements NetworkProbe {
  constructor(
    private readonly engine: Engine,
    /** Of the containers that are nodes, by the name of the node. */
    private readonly containers: ReadonlyMap<string, string>,
    private readonly clock: Clock,
  ) {}

  async attempt(
    attempts: readonly ConnectionAttempt[],
    signal?: AbortSignal,
  ): Promise<readonly AttemptResult[]> {
    const results: AttemptResult[] = attempts.map(() => 'unknown');
    const numbered = attempts.map((attempt, number) => ({ ...attempt, number }));
    const nodes = [...new Set(attempts.map(({ from }) => from.node))];
    await Promise.all(
      nodes.map(async (node) => {
        const container = this.containers.get(node);
        if (container === undefined) return;
        const lines = numbered.filter(({ from }) => from.node === node).map(line);
        for (const [number, result] of await this.#run(container, lines, signal)) {
          if (number in results) results[number] = result;
        }
      }),
    );
    return results;
  }

  settle(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        cancel();
        reject(signal?.reason);
      };
      const cancel = this.clock.after(settleMs, () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      });
      if (signal?.aborted) onAbort();
      else signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  async #run(
    container: string,
    lines: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<[number, AttemptResult][]> {
    try {
      const { stdout } = await this.engine.exec(container, ['bash', '-c', probeScript], {
        input: lines.map((each) => `${each}\n`).join(''),
        timeoutMs: batchMs,
        ...(signal && { signal }),
      });
      return stdout.split('\n').flatMap(parse);
    } catch (cause) {
      throw new OperationalError(
        'PROBE_FAILED',
        'Connections could not be tried in the cluster: its node does not answer. They are tried again in a moment.',
        { cause, retryable: true },
      );
    }
  }
}

/** Without anything a shell would take for more than a word: addresses are of pods' statuses. */
function line({ number, from, to, protocol }: ConnectionAttempt & { readonly number: number }) {
  const address = (text: string) => (/^[0-9a-fA-F.:]+$/.test(text) ? text : 'none');
  return [number, address(from.address), address(to.address), to.port, protocol].join(' ');
}

function parse(text: string): [number, AttemptResult][] {
  const [, number, result] = /^(\d+) (reached|silent|unknown)$/.exec(text) ?? [];
  return number === undefined ? [] : [[Number(number), result as AttemptResult]]; // by the pattern
}
