import type { Clock } from '@drillyard/cluster';
import type { Userland } from '../container-image.js';
import type { ContainerNetwork } from '../container-network.js';
import { type Account, accountsIn, type Group, groupsIn } from '../image/accounts.js';
import type { Program } from '../programs/program.js';
import { runtimeLimits } from '../runtime-limits.js';
import type { FileSystem } from '../vfs/file-system.js';
import { rootCredentials } from './credentials.js';
import { Errno } from './errno.js';
import { type ExitStatus, Process, ProcessEnd, type ProcessSettings } from './process.js';
import { ProcessorShare } from './processor-share.js';
import type { SocketTable } from './socket-table.js';

export interface KernelSettings {
  readonly files: FileSystem;
  readonly sockets: SocketTable;
  readonly network: ContainerNetwork;
  readonly clock: Clock;
  readonly userland: Userland;
  readonly hostname: string;
  readonly addresses: readonly string[];
  readonly sysctls: Map<string, string>;
  /** Ports the image's programs listen on by themselves. */
  readonly imagePorts: readonly number[];
  /** The container's limit; none where it is left out. */
  readonly memoryBytes?: number | undefined;
  readonly loadPrograms: LoadPrograms;
}

/** All programs by name, loaded when the first container runs one. */
export type LoadPrograms = () => Promise<ReadonlyMap<string, Program>>;

/** What the processes of one container have in common: files, sockets, time, each other. */
export class ContainerKernel {
  readonly processes = new Map<number, Process>();
  readonly share = new ProcessorShare();
  readonly files: FileSystem;
  readonly sockets: SocketTable;
  readonly network: ContainerNetwork;
  readonly clock: Clock;
  readonly userland: Userland;
  readonly addresses: readonly string[];
  readonly sysctls: Map<string, string>;
  readonly imagePorts: readonly number[];
  readonly loadPrograms: LoadPrograms;
  readonly memoryBytes: number | undefined;
  hostname: string;
  /** By how much `date -s` has put the clock forward. */
  clockOffsetMs = 0;
  private lastPid = 0;

  constructor(settings: KernelSettings) {
    this.files = settings.files;
    this.sockets = settings.sockets;
    this.network = settings.network;
    this.clock = settings.clock;
    this.userland = settings.userland;
    this.hostname = settings.hostname;
    this.imagePorts = settings.imagePorts;
    this.memoryBytes = settings.memoryBytes;
    this.loadPrograms = settings.loadPrograms;
    this.addresses = settings.addresses;
    this.sysctls = settings.sysctls;
  }

  readonly now = (): Date => new Date(this.clock.now().getTime() + this.clockOffsetMs);

  get library(): 'musl' | 'glibc' {
    return this.userland === 'busybox' ? 'musl' : 'glibc';
  }

  /**
   * A new process. What it does begins in a later turn, and whatever it throws ends it.
   *
   * @throws Errno EAGAIN where there are too many already
   */
  start(settings: ProcessSettings, main: (process: Process) => Promise<number>): Process {
    if (this.processes.size >= runtimeLimits.processesMax) {
      for (const file of settings.files.values()) file.close();
      throw new Errno('EAGAIN');
    }
    this.lastPid += 1;
    const process = new Process(this, this.lastPid, settings);
    this.processes.set(process.pid, process);
    void this.run(process, main);
    return process;
  }

  /** Who is in /etc/passwd, as it is now. */
  accounts(): readonly Account[] {
    return accountsIn(this.textOf('/etc/passwd'));
  }
  groups(): readonly Group[] {
    return groupsIn(this.textOf('/etc/group'));
  }
  nameOf(uid: number): string | undefined {
    return this.accounts().find((account) => account.uid === uid)?.name;
  }
  groupNameOf(gid: number): string | undefined {
    return this.groups().find((group) => group.gid === gid)?.name;
  }

  /** A file's text to the runtime itself; empty where there is none. */
  textOf(path: string): string {
    const actor = { credentials: rootCredentials, cwd: '/', umask: 0o22 };
    if (!this.files.find(actor, path)) return '';
    return Buffer.from(this.files.readFile(actor, path)).toString('utf8');
  }

  /** Sends to all processes of a foreground, or to all but the first where none is named. */
  signalGroup(group: number, signal: Parameters<Process['receive']>[0]): void {
    for (const process of [...this.processes.values()]) {
      if (process.group === group) process.receive(signal);
    }
  }

  private async run(process: Process, main: (process: Process) => Promise<number>): Promise<void> {
    try {
      await process.step(5);
      process.end({ code: (await main(process)) & 255 });
    } catch (error) {
      process.end(endOf(error));
    }
  }
}

/** A process that writes where nobody reads dies of it; anything unforeseen is a crash. */
function endOf(error: unknown): ExitStatus {
  if (error instanceof ProcessEnd) return error.status;
  if (error instanceof Errno && error.code === 'EPIPE') return { code: 141, signal: 'SIGPIPE' };
  if (error instanceof Errno) return { code: 1 };
  return { code: 139, signal: 'SIGSEGV' };
}
