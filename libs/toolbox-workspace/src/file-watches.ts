import type { Engine } from '@drillyard/cluster-kind';
import { PtyTerminal } from '@drillyard/workspace';
import { watchProgram } from './file-programs.js';
import { watchRestartMs } from './limits.js';
import { type ContainerProcesses, newMark } from './processes.js';

export interface FileWatchesOptions {
  readonly engine: Pick<Engine, 'terminalArgv'>;
  readonly container: string;
  readonly user: string;
  /** Of the engine's client. */
  readonly environment: Record<string, string>;
  readonly processes: Pick<ContainerProcesses, 'endMarked'>;
}

interface Watch {
  readonly place: string;
  readonly onChange: () => void;
}

/**
 * All watches of a workspace, by one program in the container: to ask the engine again and again
 * would cost a process of the host each time. A learner who ends it only delays their own checks.
 */
export class FileWatches {
  private readonly watches = new Set<Watch>();
  private stopRunning: (() => void) | undefined;
  private restart: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly options: FileWatchesOptions) {}

  add(place: string, onChange: () => void): () => void {
    const watch = { place, onChange };
    this.watches.add(watch);
    this.startSoon(0);
    return () => {
      if (this.watches.delete(watch)) this.startSoon(0);
    };
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.restart);
    this.stopRunning?.();
  }

  /** Watches come and go several at a time. */
  private startSoon(delayMs: number): void {
    if (this.closed) return;
    clearTimeout(this.restart);
    this.restart = setTimeout(() => this.start(), delayMs);
    this.restart.unref();
  }

  private start(): void {
    this.stopRunning?.();
    this.stopRunning = undefined;
    const watches = [...this.watches];
    if (watches.length === 0) return;
    const { engine, container, user, environment, processes } = this.options;
    const mark = newMark();
    const places = watches.map(({ place }) => place);
    const program = ['/bin/bash', '--norc', '-c', watchProgram, 'watch', ...places];
    const command = engine.terminalArgv(container, program, { user, env: mark.env });
    const size = { cols: 80, rows: 24 };
    const client = new PtyTerminal({ id: 'watch', command, env: environment, cwd: '/', ...size });
    let stopped = false;
    this.stopRunning = () => {
      stopped = true;
      // Where the container is gone, so is the program.
      void processes.endMarked(mark, 'at once').catch(() => undefined);
      void client.close();
    };
    client.onOutput(lines((line) => watches[Number(line)]?.onChange()));
    client.onExit(() => {
      if (stopped) return;
      // What happened while nobody looked is not known.
      for (const { onChange } of watches) onChange();
      this.startSoon(watchRestartMs);
    });
  }
}

function lines(onLine: (line: string) => void): (bytes: Uint8Array) => void {
  let rest = '';
  return (bytes) => {
    const parts = (rest + Buffer.from(bytes).toString('latin1')).split('\n');
    rest = (parts.pop() ?? '').slice(-lineCharsMax);
    for (const part of parts) if (/^\d+\r?$/.test(part)) onLine(part.trim());
  };
}

/** A number needs a few characters; whatever else the program is made to say is not kept. */
const lineCharsMax = 16;
