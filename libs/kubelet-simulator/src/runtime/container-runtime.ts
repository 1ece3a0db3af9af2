import type {
  AttachRequest,
  Clock,
  ContainerStreams,
  ExecRequest,
  PortConnection,
} from '@drillyard/cluster';
import type { EffectiveSecurityContext } from '@drillyard/pod-security';
import type { ContainerImage } from './container-image.js';
import type { ContainerNetwork } from './container-network.js';
import type { Mount } from './mount.js';

/**
 * What a kubelet asks of the container runtime of its node. Containers are simulated: no process of
 * the machine is started, whatever a container runs is decided by its settings as a kernel would.
 */
export interface ContainerRuntime {
  /**
   * Starts at once.
   *
   * @throws ContainerStartError where a runtime would refuse, with its text
   */
  start(spec: ContainerStart): RunningContainer;
}

export interface ContainerStart {
  readonly pod: { readonly namespace: string; readonly name: string; readonly uid: string };
  /** Name in the pod, of whichever kind of container. */
  readonly container: ContainerSettings;
  readonly image: ContainerImage;
  /** The limit of its memory; none where it is left out. */
  readonly memoryBytes?: number | undefined;
  /** What counts of the image and of the container's spec, `$(NAME)` already replaced. */
  readonly command: readonly string[];
  readonly args: readonly string[];
  /** The image's, overruled by the container's. `PATH`, `HOSTNAME` and `HOME` are added where unset. */
  readonly env: ReadonlyMap<string, string>;
  /** The container's or the image's; `/` where neither has one. */
  readonly workingDir?: string;
  readonly mounts: readonly Mount[];
  readonly hostname: string;
  /** `spec.dnsPolicy` and `dnsConfig`, made up by the kubelet: the content of /etc/resolv.conf. */
  readonly resolvConf: string;
  /** /etc/hosts where `hostAliases` or the node's network make it another than the usual one. */
  readonly hosts?: string;
  /** Whether the pod uses its node's network: its sysctls and ports are the node's then. */
  readonly hostNetwork?: boolean;
  /** `spec.securityContext.sysctls`. */
  readonly sysctls?: ReadonlyMap<string, string>;
  /** Of the pod, the first its `status.podIP`. */
  readonly addresses: readonly string[];
  readonly securityContext: EffectiveSecurityContext;
  readonly network: ContainerNetwork;
  readonly clock: Clock;
  /**
   * What goes to the container's log. Who answers with a promise slows the container down until it
   * resolves.
   */
  readonly onOutput: (stream: 'stdout' | 'stderr', bytes: Uint8Array) => void | Promise<void>;
}

/** The fields of a container's spec that bear on how its first process runs. */
export interface ContainerSettings {
  readonly name: string;
  /** Whether `kubectl attach` has a stdin, and a terminal, to talk to. */
  readonly stdin?: boolean;
  readonly stdinOnce?: boolean;
  readonly tty?: boolean;
}

export interface RunningContainer {
  readonly exit: Promise<ContainerEnd>;
  /** Who the first process runs as: `status.containerStatuses[].user.linux`. */
  readonly user: ContainerUser;
  exec(request: ExecRequest): ContainerStreams;
  attach(request: AttachRequest): ContainerStreams;
  /** By default what a stop of the container sends. Whether it ends is for its process to say. */
  kill(signal?: Signal): void;
  /**
   * A connection to a port of its pod, from the pod itself or from an address outside; undefined
   * where nothing listens.
   */
  connect(port: number, from?: string): PortConnection | undefined;
  listensOn(port: number): boolean;
}

/** How a container ended, in the words of `ContainerStateTerminated`. */
export interface ContainerEnd {
  readonly exitCode: number;
  readonly signal?: number;
  readonly reason: 'Completed' | 'Error' | 'OOMKilled';
}

export interface ContainerUser {
  readonly uid: number;
  readonly gid: number;
  readonly supplementalGroups: readonly number[];
}

export type Signal =
  | 'SIGTERM'
  | 'SIGKILL'
  | 'SIGINT'
  | 'SIGHUP'
  | 'SIGQUIT'
  | 'SIGUSR1'
  | 'SIGUSR2';

/** A container that could not be started; `reason` and exit code 128 as a kubelet reports it. */
export class ContainerStartError extends Error {
  readonly reason = 'StartError';
  readonly exitCode = 128;
}
