import { runtimeLimits } from '../runtime-limits.js';
import type { Actor } from '../vfs/path-walk.js';
import type { ContainerKernel } from './container-kernel.js';
import type { Credentials } from './credentials.js';
import { Errno, errnoText } from './errno.js';
import type { OpenFile } from './open-file.js';
import { harmlessSignals, type SignalName, signalNumbers } from './signal.js';

/** How a process ended. */
export interface ExitStatus {
  readonly code: number;
  readonly signal?: SignalName;
  readonly outOfMemory?: boolean;
}

/** Ends a process from within, wherever it is. */
export class ProcessEnd extends Error {
  constructor(readonly status: ExitStatus) {
    super(`exit ${status.code}`);
  }
}

/** What a shell calls `$?` of it. */
export function statusCode({ code, signal }: ExitStatus): number {
  return signal ? 128 + signalNumbers[signal] : code;
}

export interface ProcessSettings {
  readonly argv: readonly string[];
  readonly env: Map<string, string>;
  readonly cwd: string;
  readonly umask: number;
  readonly credentials: Credentials;
  readonly files: Map<number, OpenFile>;
  readonly parent?: Process;
  /** In the same foreground as its parent unless it starts one of its own. */
  readonly group?: number;
}

/** One process of a container, and its system calls. */
export class Process implements Actor {
  argv: readonly string[];
  readonly env: Map<string, string>;
  cwd: string;
  umask: number;
  credentials: Credentials;
  readonly files: Map<number, OpenFile>;
  group: number;
  readonly startedAt: Date;
  readonly parent: Process | undefined;
  /** What signals do; the default where there is none. */
  readonly handlers = new Map<SignalName, () => void>();
  /** Resolves once it has ended and its files are closed. */
  readonly exit: Promise<ExitStatus>;
  private ended: ExitStatus | undefined;
  private readonly interrupts = new Set<(reason: ProcessEnd) => void>();
  private resolveExit: (status: ExitStatus) => void = () => undefined;
  private heldBytes = 0;
  /** What arrived before the program could say what to do about it. */
  private early: SignalName[] | undefined = [];

  constructor(
    readonly kernel: ContainerKernel,
    readonly pid: number,
    settings: ProcessSettings,
  ) {
    this.argv = settings.argv;
    this.env = settings.env;
    this.cwd = settings.cwd;
    this.umask = settings.umask;
    this.credentials = settings.credentials;
    this.files = settings.files;
    this.parent = settings.parent;
    this.group = settings.group ?? settings.parent?.group ?? pid;
    this.startedAt = kernel.now();
    this.exit = new Promise((resolve) => {
      this.resolveExit = resolve;
    });
  }

  get name(): string {
    const [first = ''] = this.argv;
    return first.slice(first.lastIndexOf('/') + 1);
  }

  get isAlive(): boolean {
    return this.ended === undefined;
  }
  readonly isGone = (): boolean => this.ended !== undefined;

  /** Waits, unless the process ends first. */
  async wait<T>(what: Promise<T> | T): Promise<T> {
    if (this.ended) throw new ProcessEnd(this.ended);
    return new Promise<T>((resolve, reject) => {
      this.interrupts.add(reject);
      const settled = () => this.interrupts.delete(reject);
      Promise.resolve(what).then(
        (value) => void (settled() && resolve(value)),
        (error) => void (settled() && reject(error)),
      );
    });
  }

  /** Takes processor time: await it in every loop that input can make long. */
  async step(steps = 1): Promise<void> {
    if (this.ended) throw new ProcessEnd(this.ended);
    const turn = this.kernel.share.take(steps);
    if (turn) await this.wait(turn);
  }

  /** Lets time pass, by the clock of the cluster. */
  async sleep(durationMs: number): Promise<void> {
    let cancel: () => void = () => undefined;
    const over = new Promise<void>((resolve) => {
      cancel = this.kernel.clock.after(durationMs, resolve);
    });
    try {
      await this.wait(over);
    } finally {
      cancel();
    }
  }

  /** @throws Errno EBADF */
  file(descriptor: number): OpenFile {
    const file = this.files.get(descriptor);
    if (!file) throw new Errno('EBADF');
    return file;
  }

  async read(descriptor = 0, bytesMax = 16 * 1024): Promise<Uint8Array | undefined> {
    await this.step();
    return this.wait(this.file(descriptor).read(bytesMax, this.isGone));
  }

  async write(descriptor: number, data: string | Uint8Array): Promise<void> {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    await this.step(1 + bytes.length / 1024);
    if (bytes.length > 0) await this.wait(this.file(descriptor).write(bytes, this.isGone));
  }

  print(text: string): Promise<void> {
    return this.write(1, text);
  }

  /** A line on standard error. */
  async complain(text: string): Promise<void> {
    await this.write(2, `${text}\n`).catch((error) => {
      if (!(error instanceof Errno)) throw error;
    });
  }

  errorText(error: unknown): string {
    if (error instanceof Errno) return errnoText(error.code, this.kernel.library);
    throw error;
  }

  /** Everything that comes: held in memory, so counted. */
  async readAll(descriptor = 0): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    for (let bytes = await this.read(descriptor); bytes; bytes = await this.read(descriptor)) {
      this.hold(bytes.length);
      chunks.push(bytes);
    }
    return Buffer.concat(chunks);
  }

  /** Memory: who holds too much is ended as by the kernel's out-of-memory killer. */
  hold(bytes: number): void {
    this.heldBytes += bytes;
    if (this.heldBytes > runtimeLimits.memoryBytesMax) this.killForMemory();
  }

  /** Memory that is only said to be in use, and counts against the container's limit. */
  claim(bytes: number): void {
    if (bytes > (this.kernel.memoryBytes ?? Number.POSITIVE_INFINITY)) this.killForMemory();
  }

  private killForMemory(): never {
    this.end({ code: 137, signal: 'SIGKILL', outOfMemory: true });
    throw new ProcessEnd({ code: 137, signal: 'SIGKILL', outOfMemory: true });
  }

  /** A signal as it arrives, with whatever the process does about it. */
  receive(signal: SignalName, fromOutside = false): void {
    if (!this.isAlive) return;
    if (this.early && signal !== 'SIGKILL') {
      this.early.push(signal);
      return;
    }
    const unstoppable = signal === 'SIGKILL' && (fromOutside || this.pid !== 1);
    const handler = this.handlers.get(signal);
    if (!unstoppable && handler) {
      handler();
      return;
    }
    if (harmlessSignals.includes(signal)) return;
    if (!unstoppable && this.pid === 1) return;
    this.end({ code: 128 + signalNumbers[signal], signal });
  }

  /** Its program has begun: signals that came before arrive a turn later. */
  begin(): void {
    const { early = [] } = this;
    if (early.length === 0) this.early = undefined;
    else {
      setImmediate(() => {
        this.early = undefined;
        for (const signal of early) this.receive(signal);
      });
    }
  }

  /** The end, from within or without: files are closed, whatever it waits for is called off. */
  end(status: ExitStatus): void {
    if (this.ended) return;
    this.ended = status;
    for (const file of this.files.values()) file.close();
    this.files.clear();
    for (const interrupt of this.interrupts) interrupt(new ProcessEnd(status));
    this.interrupts.clear();
    this.kernel.processes.delete(this.pid);
    this.resolveExit(status);
    this.parent?.receive('SIGCHLD');
  }
}
