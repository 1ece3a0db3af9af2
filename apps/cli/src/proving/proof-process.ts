import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OperationalError } from '@drillyard/errors';
import type { ProofCase, ProofPiece, ProveOptions, Prover } from '@drillyard/lab-runner';
import type { ProviderName } from '../providers.js';
import { fromFailure, type ProofReply, type ProofRequest } from './proof-messages.js';

/** It loads its modules and tries out a sandbox: two seconds, many times more under load. */
const startLimitMs = 120_000;
/** Of a process that was told to end: it removes up to a handful of clusters and sandboxes. */
const endLimitMs = 30_000;

/** As a source or built, whichever this module is. */
const program = fileURLToPath(
  new URL(`./proof-process-main${extname(import.meta.url)}`, import.meta.url),
);

/** What else it runs, and how: for tests. */
interface Start {
  readonly entry?: string;
  readonly execArgv?: string[];
}

interface Asked {
  readonly onCase: ProveOptions['onCase'];
  readonly resolve: (cases: ProofCase[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Another process of this command, which proves pieces with providers and temporary folders of its
 * own: all API servers of one process share a thread, and most machines have more processors.
 */
export class ProofProcess {
  private readonly asked = new Map<number, Asked>();
  private readonly ready: Promise<void>;
  private readonly ended: Promise<void>;
  private end: OperationalError | undefined;
  private count = 0;

  static start(provider: ProviderName, { entry = program, execArgv }: Start = {}): ProofProcess {
    const child = fork(entry, [provider], {
      serialization: 'advanced',
      // What it has to say goes to stderr: stdout belongs to the report.
      stdio: ['ignore', 2, 2, 'ipc'],
      ...(execArgv && { execArgv }),
    });
    return new ProofProcess(child);
  }

  private constructor(private readonly child: ChildProcess) {
    this.ended = endOf(child).then((end) => {
      this.end = end;
      for (const { reject } of this.asked.values()) reject(end);
      this.asked.clear();
    });
    this.ready = new Promise((resolve) => {
      child.on('message', (reply: ProofReply) => {
        if (reply.kind === 'ready') resolve();
        else this.hear(reply);
      });
      void this.ended.then(resolve);
    });
    const kill = () => child.kill('SIGKILL');
    const late = setTimeout(kill, startLimitMs);
    void this.ready.then(() => clearTimeout(late));
    child.once('disconnect', () => {
      const stuck = setTimeout(kill, endLimitMs);
      void this.ended.then(() => clearTimeout(stuck));
    });
  }

  /** @throws OperationalError PROOF_PROCESS_ENDED where the process ends before the piece does. */
  readonly prove: Prover = async (piece, { signal, onCase }) => {
    await this.ready;
    signal.throwIfAborted();
    if (this.end !== undefined) throw this.end;
    this.count += 1;
    const id = this.count;
    const stop = () => this.send({ kind: 'stop', id });
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await this.ask(id, piece, onCase);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  };

  /** Has it stop what it does and clean up, and waits for its end. */
  async close(): Promise<void> {
    if (this.child.connected) this.child.disconnect();
    await this.ended;
  }

  private ask(id: number, piece: ProofPiece, onCase: Asked['onCase']): Promise<ProofCase[]> {
    return new Promise((resolve, reject) => {
      this.asked.set(id, { onCase, resolve, reject });
      this.send({ kind: 'prove', id, piece });
    });
  }

  /** What can no longer be sent fails with the process, whose end is heard of by itself. */
  private send(request: ProofRequest): void {
    if (this.child.connected) this.child.send(request, () => undefined);
  }

  private hear(reply: Exclude<ProofReply, { kind: 'ready' }>): void {
    const asked = this.asked.get(reply.id);
    if (reply.kind === 'case') {
      asked?.onCase(reply.proofCase);
      return;
    }
    this.asked.delete(reply.id);
    if (reply.kind === 'done') asked?.resolve(reply.cases);
    else asked?.reject(fromFailure(reply.failure));
  }
}

/** Resolves when the process is gone, or could not be started. */
function endOf(child: ChildProcess): Promise<OperationalError> {
  const because = (how: string, cause?: unknown) =>
    new OperationalError(
      'PROOF_PROCESS_ENDED',
      `A process that proves labs has ended (${how}); look above for what it said, and whether there is memory left.`,
      { cause },
    );
  return new Promise((resolve) => {
    child.once('error', (cause) => resolve(because(cause.message, cause)));
    child.once('exit', (code, signal) => resolve(because(signal ?? `exit code ${code}`)));
  });
}
