import type { CommandResult } from './command-runner.js';

export const engineNames = ['docker', 'podman'] as const;
export type EngineName = (typeof engineNames)[number];

/** What a container engine says of itself. */
export interface EngineInfo {
  readonly name: EngineName;
  readonly version: string;
  readonly rootless: boolean;
  readonly cgroupVersion: string;
  /** Processors and memory the engine has for all containers. */
  readonly cpus: number;
  readonly memoryBytes: number;
}

/** Something in the engine, with all its labels. */
export interface EngineObject {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}
export interface EngineContainer extends EngineObject {
  /** `created`, `running`, `exited`, `dead`, …: the engine's words. */
  readonly state: string;
}

export interface EngineFilter {
  /** Only what has this label, `key` or `key=value`. */
  readonly label?: string;
  /** Only what has this in its name. */
  readonly name?: string;
  /** Only containers on this network. */
  readonly network?: string;
}

export interface NetworkRequest {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Whether containers on it reach beyond the host. */
  readonly egress: boolean;
}

/** Limits of one container, enforced by the kernel. */
export interface ContainerLimits {
  readonly memoryBytes?: number;
  readonly cpus?: number;
  readonly pids?: number;
}

export interface ExecOptions {
  readonly user?: string;
  readonly workdir?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  /** 30 s if not given. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * A container engine by its command line. Errors are a {@link CommandError}, or an
 * OperationalError with code ENGINE_… where what is wrong is known. Removing what is not there
 * succeeds.
 */
export interface Engine {
  readonly name: EngineName;
  /** @throws OperationalError ENGINE_UNAVAILABLE with the next step. */
  info(signal?: AbortSignal): Promise<EngineInfo>;

  containers(filter: EngineFilter): Promise<EngineContainer[]>;
  networks(filter: EngineFilter): Promise<EngineObject[]>;
  volumes(filter: EngineFilter): Promise<EngineObject[]>;

  /** Kills it and removes it with its anonymous volumes. */
  removeContainer(name: string): Promise<void>;
  /** Does nothing to one that runs. */
  startContainer(name: string): Promise<void>;
  removeNetwork(name: string): Promise<void>;
  removeVolume(name: string): Promise<void>;

  /** Does nothing where a network of that name exists. */
  createNetwork(request: NetworkRequest): Promise<void>;
  limitContainer(name: string, limits: ContainerLimits): Promise<void>;

  /** Runs a program in a container to its end. @throws CommandError where it fails. */
  exec(container: string, argv: readonly string[], options?: ExecOptions): Promise<CommandResult>;
  /** The command line a pty runs to have a terminal in a container. */
  terminalArgv(
    container: string,
    argv: readonly string[],
    options?: Pick<ExecOptions, 'user' | 'workdir' | 'env'>,
  ): readonly [string, ...string[]];
  /** The command line of a program in a container whose input and output are pipes. */
  pipeArgv(
    container: string,
    argv: readonly string[],
    options?: Pick<ExecOptions, 'user' | 'workdir' | 'env'>,
  ): readonly [string, ...string[]];
  /** Any other command of the engine: `engine.run(['run', '-d', …], {timeoutMs})`. */
  run(
    args: readonly string[],
    options: {
      readonly timeoutMs: number;
      readonly signal?: AbortSignal;
      readonly input?: string | Uint8Array;
      readonly secrets?: readonly string[];
    },
  ): Promise<CommandResult>;
}
