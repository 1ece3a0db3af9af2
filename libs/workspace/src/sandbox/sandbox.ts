import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:net';
import type { Readable } from 'node:stream';
import { OperationalError } from '@drillyard/errors';
import { sandboxStartTimeoutMs, sandboxStopTimeoutMs } from '../limits.js';
import { infoFd } from './bubblewrap-command.js';
import { openListener } from './network-listener.js';
import { enterCommand, networkCommand, type SandboxPlan, startCommand } from './sandbox-command.js';
import { tailOf } from './stream-tail.js';

/** Bytes of what a failed start printed that go into the error. */
const diagnosticBytesMax = 2000;

/** A running sandbox: a set of namespaces that lives as long as its process 1. */
export class Sandbox {
  /** Resolves when the last process of the sandbox is gone. */
  readonly ended: Promise<void>;

  private constructor(
    private readonly plan: SandboxPlan,
    private readonly maker: ChildProcess,
    /** Process 1 of the sandbox, as the host numbers it. */
    private readonly initPid: number,
  ) {
    this.ended = ended(maker);
  }

  /** @throws OperationalError SANDBOX_START_FAILED with what the host answered. */
  static async start(plan: SandboxPlan): Promise<Sandbox> {
    const [program = '', ...args] = startCommand(plan);
    const maker = spawn(program, args, {
      env: {},
      cwd: '/',
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
    maker.stdin?.on('error', () => undefined);
    const diagnostic = tailOf(maker.stderr, diagnosticBytesMax);
    try {
      const initPid = await whenReady(maker);
      return new Sandbox(plan, maker, initPid);
    } catch (cause) {
      maker.kill('SIGKILL');
      throw new OperationalError(
        'SANDBOX_START_FAILED',
        `The ${plan.confinement.isolation} sandbox did not start: ${diagnostic().trim() || String(cause)}`,
        { cause, retryable: true },
      );
    }
  }

  get alive(): boolean {
    return this.maker.exitCode === null && this.maker.signalCode === null;
  }

  /** The command line that runs another one as the learner. */
  enter(command: readonly string[]): string[] {
    return enterCommand(this.plan, this.initPid, command);
  }

  /** Listens inside the sandbox's network; this process serves the connections. */
  async listen(host: string, port: number): Promise<Server> {
    const server = await openListener(
      (command) => networkCommand(this.plan, this.initPid, command),
      host,
      port,
    );
    void this.ended.then(() => server.close());
    return server;
  }

  /** Ends every process of the sandbox. */
  async kill(): Promise<void> {
    if (this.alive) {
      endProcess(this.initPid);
      this.maker.stdin?.destroy();
    }
    await withTimeout(this.ended, sandboxStopTimeoutMs, () => {
      this.maker.kill('SIGKILL');
      return new OperationalError('SANDBOX_STUCK', 'The sandbox did not end in time.');
    });
  }
}

function ended(maker: ChildProcess): Promise<void> {
  if (maker.exitCode !== null || maker.signalCode !== null) return Promise.resolve();
  return once(maker, 'exit').then(() => undefined);
}

/** Waits for the holder's first line, then reads its process id from the maker's report. */
async function whenReady(maker: ChildProcess): Promise<number> {
  // Neither of the two has to be heard of first.
  const reported = reportedPid(maker.stdio[infoFd] as Readable);
  const failed = new Promise<never>((_, reject) => {
    maker.once('error', reject);
    maker.once('exit', (code, signal) => reject(new Error(`it ended with ${signal ?? code}`)));
  });
  const ready = maker.stdout === null ? failed : once(maker.stdout, 'data');
  const both = Promise.all([reported, ready]);
  const [pid] = await withTimeout(Promise.race([both, failed]), sandboxStartTimeoutMs, () => {
    return new Error(`it was not ready after ${sandboxStartTimeoutMs} ms`);
  });
  maker.stdout?.resume();
  return pid;
}

/** What bwrap writes as JSON, in pieces; whoever stops reading it would end it by SIGPIPE. */
function reportedPid(report: Readable): Promise<number> {
  const text = tailOf(report, diagnosticBytesMax);
  return new Promise((resolve, reject) => {
    report.on('data', () => {
      const pid = /"child-pid":\s*(\d+)\b./s.exec(text())?.[1];
      if (pid !== undefined) resolve(Number(pid));
    });
    report.once('close', () => reject(new Error('it did not report its process id')));
  });
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

async function withTimeout<T>(work: Promise<T>, timeoutMs: number, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), timeoutMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
