import { OperationalError } from '@drillyard/errors';
import { CommandLineEngine } from './command-line-engine.js';
import type { CommandRunner } from './command-runner.js';
import { type Engine, type EngineInfo, type EngineName, engineNames } from './engine.js';
import { explainInotifyLimits } from './inotify-limits.js';
import { requireKind } from './kind-version.js';

/** What this server makes containers with. */
export interface ContainerHost {
  readonly runner: CommandRunner;
  readonly engine: Engine;
  readonly info: EngineInfo;
  /** How kind is called, and its version. */
  readonly kind: string;
  readonly kindVersion: string;
  /** What an operator should know of the host; nothing here stops a cluster from being made. */
  readonly warnings: readonly string[];
}

export interface ContainerHostOptions {
  readonly runner: CommandRunner;
  /** Without it docker is taken where it answers, else podman. */
  readonly engine?: EngineName | undefined;
  readonly kind: string;
  /** Reads a file of `/proc/sys`; undefined where there is none. */
  readonly readSysctl: (path: string) => Promise<string | undefined>;
}

/**
 * Looks at the host once, when the server starts.
 * @throws OperationalError with the next step where kind or the engine is missing, does not
 *   answer, or cannot be used: ENGINE_…, KIND_…, ROOTLESS_UNSUPPORTED.
 */
export async function findContainerHost(options: ContainerHostOptions): Promise<ContainerHost> {
  const { runner, kind, readSysctl } = options;
  const { engine, info } = await findEngine(runner, options.engine);
  if (info.rootless && info.cgroupVersion !== '2') throw rootlessUnsupported(info);
  const kindVersion = await requireKind(runner, kind);
  return {
    ...{ runner, engine, info, kind, kindVersion },
    warnings: [
      ...(await explainInotifyLimits(readSysctl)),
      ...(info.cgroupVersion === '2' ? [] : [cgroupWarning]),
    ],
  };
}

async function findEngine(runner: CommandRunner, wanted: EngineName | undefined) {
  let firstError: unknown;
  for (const name of wanted === undefined ? engineNames : [wanted]) {
    const engine = new CommandLineEngine(name, runner);
    try {
      return { engine, info: await engine.info() };
    } catch (error) {
      firstError ??= error;
    }
  }
  throw firstError;
}

const cgroupWarning =
  'The host has cgroup v1, which Kubernetes does not support much longer: boot it with cgroup v2.';

function rootlessUnsupported({ name }: EngineInfo): OperationalError {
  return new OperationalError(
    'ROOTLESS_UNSUPPORTED',
    `${name} runs without root, which takes cgroup v2, and this host has v1. Boot it with systemd.unified_cgroup_hierarchy=1, or run ${name} as root.`,
  );
}
