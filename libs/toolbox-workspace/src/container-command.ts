import {
  learnerHome,
  memoryBytesMax,
  oomScoreAdjustment,
  openFilesMax,
  processesMax,
  sharedMemoryBytesMax,
  tmpBytesMax,
} from '@drillyard/workspace';
import {
  cpusMax,
  entriesMax,
  gatewayBytesMax,
  gatewayConnectionsMax,
  homeBytesMax,
} from './limits.js';

/** The learner in the toolbox image (`toolbox/Dockerfile`), without any right. */
export const learnerUser = '1000:1000';
const [learnerUid, learnerGid] = learnerUser.split(':');
/** Holds the container open. Another user than the learner, who could end it otherwise. */
const holderUser = '65534:65534';

export interface ToolboxContainer {
  readonly name: string;
  readonly hostname: string;
  readonly network: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Arguments of `docker run`: a container that does nothing, in which the learner's programs are
 * started. Nothing in it can be written but memory, nobody in it has a capability or can come by
 * one, and nothing it does outgrows its limits.
 */
export function toolboxRunArgs(container: ToolboxContainer): string[] {
  const { name, hostname, network, image, labels } = container;
  const home = `mode=0700,uid=${learnerUid},gid=${learnerGid}`;
  return [
    ...['run', '--detach', `--name=${name}`, `--hostname=${hostname}`, `--network=${network}`],
    ...Object.entries(labels).map(([key, value]) => `--label=${key}=${value}`),
    ...[`--user=${holderUser}`, '--cap-drop=ALL', '--security-opt=no-new-privileges'],
    ...['--read-only', ...tmpfs(learnerHome, homeBytesMax, home)],
    ...tmpfs('/tmp', tmpBytesMax, 'mode=1777'),
    ...['--ipc=private', `--shm-size=${sharedMemoryBytesMax}`],
    // Without swap, or what is over the limit would make the host's disk busy.
    ...[`--memory=${memoryBytesMax}`, `--memory-swap=${memoryBytesMax}`, `--cpus=${cpusMax}`],
    ...[`--pids-limit=${processesMax}`, `--oom-score-adj=${oomScoreAdjustment}`],
    ...[`--ulimit=nofile=${openFilesMax}:${openFilesMax}`, '--ulimit=core=0:0'],
    // Nobody reads the log of a process that says nothing; the engine does not start it anew,
    // because its files would be gone.
    ...['--init', '--log-driver=none', '--restart=no', '--pull=never'],
    ...[image, 'sleep', 'infinity'],
  ];
}

export interface GatewayContainer {
  readonly name: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly address: string;
  readonly ports: readonly number[];
}

/** Listens on each port after the address, and passes connections on to the same port there. */
const passOn = `address=$1; shift
for port; do
  socat "TCP-LISTEN:$port,fork,reuseaddr,max-children=${gatewayConnectionsMax}" "TCP:$address:$port" &
done
wait -n`;

/** Arguments of `docker run`: a container that passes connections to an address on, and no more. */
export function gatewayRunArgs(container: GatewayContainer): string[] {
  const { name, image, labels, address, ports } = container;
  const processes = (gatewayConnectionsMax + 2) * ports.length + 4;
  return [
    ...['run', '--detach', `--name=${name}`, '--network=bridge'],
    ...Object.entries(labels).map(([key, value]) => `--label=${key}=${value}`),
    ...[`--user=${holderUser}`, '--cap-drop=ALL', '--security-opt=no-new-privileges'],
    ...['--read-only', `--memory=${gatewayBytesMax}`, `--memory-swap=${gatewayBytesMax}`],
    ...['--cpus=0.5', `--pids-limit=${processes}`],
    ...['--init', '--log-driver=none', '--restart=on-failure:5', '--pull=never'],
    ...[image, 'bash', '-c', passOn, 'gateway', address, ...ports.map(String)],
  ];
}

function tmpfs(target: string, bytesMax: number, ownership: string): string[] {
  const limits = `size=${bytesMax},nr_inodes=${entriesMax}`;
  return ['--tmpfs', `${target}:rw,exec,nosuid,nodev,${limits},${ownership}`];
}
