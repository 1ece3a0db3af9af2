import type { Clock } from '@drillyard/cluster';
import {
  AuditLines,
  type AuditOptions,
  CommandLineError,
  type KubeApiserverOptions,
  kubernetesVersion,
  type LoadedKubeApiserverOptions,
  loadKubeApiserverOptions,
  type StorageConnection,
} from '@drillyard/kube-apiserver';
import type { ApiserverRecord } from '../apiserver-record.js';
import { EtcdClient } from '../etcd/etcd-client.js';
import type { EtcdPlace } from '../etcd/etcd-listener.js';
import { klogLine } from './klog.js';
import { type Invocation, type Program, ProgramExit, type RunningProgram } from './program.js';

/** What a server tells its container of the requests it gets. */
export type ServerLogs = Pick<KubeApiserverOptions, 'audit' | 'onUnauthenticated'>;

/** Where a command line becomes a server: the port, the storage and the connections are its. */
export interface ApiserverPlace {
  start(
    options: LoadedKubeApiserverOptions,
    logs: ServerLogs,
    storageConnection: StorageConnection,
  ): Promise<void>;
  /** The files behind the server's certificate have changed. */
  reloadServingCertificate(): void;
  stop(): Promise<void>;
}

/** How long a server that starts looks for its etcd (apiserver `storage/storagebackend/factory`). */
const etcdStartTimeoutMs = 20_000;
/** kubeadm's liveness probe: eight failures in a row, ten seconds apart. */
const livenessTimeoutMs = 80_000;

export interface KubeApiserverProgramOptions {
  readonly place: ApiserverPlace;
  readonly etcd: EtcdPlace;
  readonly clock: Clock;
  readonly record: ApiserverRecord;
}

/** `kube-apiserver`: reads its flags and files, says in its log what is wrong with them, or serves. */
export function kubeApiserverProgram(options: KubeApiserverProgramOptions): Program {
  const { record } = options;
  return async (invocation) => {
    record.begun(invocation.args);
    const log = (line: string) => {
      record.logged(line);
      invocation.log(line);
    };
    try {
      return await start({ ...invocation, log }, options);
    } catch (error) {
      record.failed();
      throw error;
    }
  };
}

async function start(
  invocation: Invocation,
  { place, etcd, clock, record }: KubeApiserverProgramOptions,
): Promise<RunningProgram> {
  const { log } = invocation;
  const now = () => clock.now();
  const options = await load(invocation, now);
  log(klogLine('I', 'server.go:187', `Version: ${kubernetesVersion.gitVersion}`, now()));
  for (const warning of options.warnings) {
    log(klogLine('W', 'authentication.go:841', warning, now()));
  }
  const audit = auditOf(options, invocation, now);
  const connection = await EtcdClient.open({ place: etcd, etcd: options.etcd, clock, log });
  let isStopped = false;
  const end = async (exit: ProgramExit) => {
    connection.close();
    await place.stop();
    if (isStopped) return;
    record.failed();
    invocation.onExit(exit);
  };
  const serve = async () => {
    await place.start(options, { ...(audit && { audit }), ...refusals(log, now) }, connection);
    const { port } = options.serving;
    log(klogLine('I', 'secure_serving.go:214', `Serving securely on [::]:${port}`, now()));
    record.serving();
    connection.onLost(livenessTimeoutMs, () => void end(new ProgramExit('killed', 137)));
  };
  let serving: Promise<void> | undefined;
  if (connection.isUp) {
    await serve().catch((error) => {
      connection.close();
      throw error;
    });
  } else {
    // It runs and does not listen: whoever started it need not wait for that.
    serving = connection.wait(etcdStartTimeoutMs).then(async (isUp) => {
      if (isStopped) return;
      if (!isUp) return end(commandFailed(log, 'context deadline exceeded', now()));
      await serve().catch((error) => end(commandFailed(log, messageOf(error), now())));
    });
  }
  return {
    ...reloading(place, options, log, now),
    async stop() {
      isStopped = true;
      connection.close();
      await serving;
      await place.stop();
      record.stopped();
    },
  };
}

/** What is logged of requests whose credentials are not taken. */
function refusals(log: (line: string) => void, now: () => Date): ServerLogs {
  return {
    onUnauthenticated: (reason) => {
      const text = `"Unable to authenticate the request" err=${JSON.stringify(reason)}`;
      log(klogLine('E', 'authentication.go:75', text, now()));
    },
  };
}

/** The audit log the flags ask for, in the container's files or its log. */
function auditOf(
  { audit: { policy, log: file } }: LoadedKubeApiserverOptions,
  { files, log }: Invocation,
  now: () => Date,
): AuditOptions | undefined {
  if (policy === undefined || file === undefined) return undefined;
  const append = (lines: string) => {
    if (file.path === '-') for (const line of lines.trimEnd().split('\n')) log(line);
    else files.append(file.path, lines);
  };
  // A file that cannot be written to ends the server before it begins.
  try {
    if (file.path !== '-') files.append(file.path, '');
  } catch (error) {
    throw commandFailed(log, `ensureLogFile: ${messageOf(error)}`, now());
  }
  const onError = (error: unknown) => {
    const why = messageOf(error);
    const text = `"Error in audit plugin" plugin="log" err=${JSON.stringify(why)}`;
    log(klogLine('E', 'metrics.go:105', text, now()));
  };
  return { policy, sink: new AuditLines({ append, onError }) };
}

async function load(
  { args, files, log }: Invocation,
  now: () => Date,
): Promise<LoadedKubeApiserverOptions> {
  try {
    return await loadKubeApiserverOptions(args, files);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { message } = error;
    if (!(error instanceof CommandLineError)) throw commandFailed(log, message, now());
    log(`Error: ${message}`);
    throw new ProgramExit(message);
  }
}

function commandFailed(log: (line: string) => void, message: string, at: Date): ProgramExit {
  log(klogLine('E', 'run.go:72', `"command failed" err=${JSON.stringify(message)}`, at));
  return new ProgramExit(message);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Picks up what changes in its files while it runs. */
function reloading(
  place: ApiserverPlace,
  options: LoadedKubeApiserverOptions,
  log: (line: string) => void,
  now: () => Date,
): Pick<RunningProgram, 'reload'> {
  return {
    reload() {
      let changed = false;
      for (const file of options.dynamicFiles) {
        try {
          changed = file.reload() || changed;
        } catch (error) {
          const why = messageOf(error);
          const text = `"Unhandled Error" err=${JSON.stringify(`key failed with : ${why}`)}`;
          log(klogLine('E', 'dynamic_serving_content.go:221', text, now()));
        }
      }
      if (changed) place.reloadServingCertificate();
    },
  };
}
