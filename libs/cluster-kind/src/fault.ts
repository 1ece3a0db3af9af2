import { OperationalError } from '@drillyard/errors';
import { CommandError } from './command-runner.js';
import type { EngineName } from './engine.js';

interface Fault {
  readonly code: string;
  /** Of what a tool says; the texts are docker's, podman's, kind's and the kernel's. */
  readonly sign: RegExp;
  readonly message: (engine: EngineName) => string;
  /** Whether the same may succeed later without anybody doing anything. */
  readonly retryable: boolean;
}

/** From the particular to the general: the first whose sign is found explains the failure. */
const faults: readonly Fault[] = [
  {
    code: 'ENGINE_DISK_FULL',
    sign: /no space left on device|disk quota exceeded/i,
    message: (engine) =>
      `The disk of the container engine is full. Free some with "${engine} system prune", or give the engine a larger one.`,
    retryable: false,
  },
  {
    code: 'INOTIFY_LIMIT',
    // systemd in the node says the first two; without it kind waits for a line that never comes.
    sign: /inotify|too many open files|could not find a log line that matches "Reached target/i,
    message: () =>
      'The node could not start, most likely because the host has no inotify instances left. Raise the limits on the host: sysctl fs.inotify.max_user_instances=512 fs.inotify.max_user_watches=524288',
    retryable: false,
  },
  {
    code: 'ENGINE_FORBIDDEN',
    sign: /permission denied while trying to connect to the docker|dial unix [^\n]*permission denied/i,
    message: (engine) =>
      `This server may not use ${engine}'s socket. Run it as a user who may, such as a member of the group "docker"; who may has the rights of root on the host.`,
    retryable: false,
  },
  {
    code: 'ENGINE_UNAVAILABLE',
    sign: /cannot connect to (the docker daemon|podman)|is the docker daemon running|error during connect|unable to connect to podman|connection refused[^\n]*(docker|podman)\.sock|unexpected EOF$/i,
    message: (engine) =>
      `The container engine ${engine} does not answer. Start it (systemctl start ${engine}), or point DOCKER_HOST or CONTAINER_HOST at it.`,
    retryable: true,
  },
  {
    code: 'ADDRESS_POOL_EXHAUSTED',
    sign: /non-overlapping IPv4 address pool|all predefined address pools have been fully subnetted|could not find free subnet/i,
    message: () =>
      'The container engine has no addresses left for another network. Give it more with "default-address-pools" in its daemon.json, or lower DRILLYARD_KIND_CLUSTERS_MAX.',
    retryable: true,
  },
  {
    code: 'PORT_IN_USE',
    sign: /port is already allocated|address already in use/i,
    message: () =>
      'A port that the cluster was to have on this host was taken in the meantime. Starting again picks another one.',
    retryable: true,
  },
  {
    code: 'NODE_IMAGE_UNAVAILABLE',
    sign: /failed to pull image|manifest( for [^\n]*)? (unknown|not found)|pull access denied|no such image|image not known/i,
    message: (engine) =>
      `The image of the cluster's nodes is not on this host and cannot be had from its registry. Load it with "${engine} load", or name another with DRILLYARD_KIND_NODE_IMAGE.`,
    retryable: false,
  },
  {
    code: 'ROOTLESS_UNSUPPORTED',
    sign: /rootless provider requires/i,
    message: (engine) =>
      `${engine} runs without root, and the host does not delegate what kind needs for that: cgroup v2 and systemd's Delegate=yes for the user's session.`,
    retryable: false,
  },
];

/**
 * The failure of a command as what is wrong with the host, with the next step; the command's own
 * error is the cause. What is not known stays as it is.
 */
export function explainFault(error: unknown, engine: EngineName): unknown {
  if (!(error instanceof CommandError)) return error;
  if (error.code === 'COMMAND_NOT_FOUND') return missing(error, engine);
  if (error.code === 'COMMAND_TIMED_OUT') return timedOut(error, engine);
  const fault = faults.find(({ sign }) => sign.test(error.tail));
  if (fault === undefined) return error;
  return new OperationalError(fault.code, fault.message(engine), {
    cause: error,
    details: error.details,
    retryable: fault.retryable,
  });
}

function missing(error: CommandError, engine: EngineName): OperationalError {
  const program = error.argv[0] ?? engine;
  const isKind = ranKind(error);
  return new OperationalError(
    isKind ? 'KIND_MISSING' : 'ENGINE_MISSING',
    isKind
      ? 'The program kind was not found. Install it (https://kind.sigs.k8s.io), or name its path with DRILLYARD_KIND.'
      : `The container engine ${program} was not found. Install it, or run clusters in this process with DRILLYARD_CLUSTERS=embedded.`,
    { cause: error, details: error.details },
  );
}

function timedOut(error: CommandError, engine: EngineName): OperationalError {
  const seconds = Math.round(error.durationMs / 1000);
  const options = { cause: error, details: error.details, retryable: true };
  return ranKind(error)
    ? new OperationalError(
        'KIND_TIMED_OUT',
        `The cluster was not ready after ${seconds} s and was given up. The host may have too little memory or too few processors: lower DRILLYARD_KIND_CLUSTERS_MAX, then start the lab again.`,
        options,
      )
    : new OperationalError(
        'ENGINE_TIMED_OUT',
        `The container engine ${engine} did not answer within ${seconds} s. See whether "${engine} ps" does, and restart the engine where it does not.`,
        options,
      );
}

function ranKind(error: CommandError): boolean {
  return /(^|\/)kind[^/]*$/.test(error.argv[0] ?? '');
}
