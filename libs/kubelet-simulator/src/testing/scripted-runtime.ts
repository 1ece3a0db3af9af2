import type { ContainerStreams, ExecRequest, PortConnection } from '@drillyard/cluster';
import {
  type ContainerEnd,
  type ContainerRuntime,
  type ContainerStart,
  ContainerStartError,
  type RunningContainer,
  type Signal,
} from '../runtime/index.js';

/** What a scripted container does; all of it by hand, so that tests decide when. */
export interface Script {
  /** Refuses to start, with this text. */
  readonly startError?: string;
  /** Goes on when it is asked to end. */
  readonly ignoresSigterm?: boolean;
  readonly ports?: readonly number[];
  /** Commands and their exit codes; others are found and succeed. */
  readonly exec?: (command: readonly string[]) => number;
}

/** A container of the scripted runtime, for tests to look at and to end. */
export class ScriptedContainer implements RunningContainer {
  readonly exit: Promise<ContainerEnd>;
  readonly user = { uid: 0, gid: 0, supplementalGroups: [] };
  readonly signals: Signal[] = [];
  private resolve: (end: ContainerEnd) => void = () => undefined;

  constructor(
    readonly spec: ContainerStart,
    private readonly script: Script,
  ) {
    this.exit = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  /** Ends with that code. */
  end(exitCode: number): void {
    this.resolve({ exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' });
  }

  kill(signal: Signal = 'SIGTERM'): void {
    this.signals.push(signal);
    if (signal === 'SIGKILL') this.end(137);
    else if (this.script.ignoresSigterm !== true) this.end(0);
  }

  exec({ command }: ExecRequest): ContainerStreams {
    return streams(this.script.exec?.(command) ?? 0);
  }

  attach(): ContainerStreams {
    return streams(0);
  }

  connect(port: number): PortConnection | undefined {
    if (!this.listensOn(port)) return undefined;
    return { ...silent(), output: answers(['HTTP/1.1 200 OK\r\n\r\nok']) };
  }

  listensOn(port: number): boolean {
    return this.script.ports?.includes(port) ?? false;
  }
}

/** A runtime whose containers do what tests say. */
export class ScriptedRuntime implements ContainerRuntime {
  readonly started: ScriptedContainer[] = [];

  constructor(readonly scripts: Record<string, Script> = {}) {}

  start(spec: ContainerStart): RunningContainer {
    const script = this.scripts[spec.container.name] ?? {};
    if (script.startError !== undefined) throw new ContainerStartError(script.startError);
    const container = new ScriptedContainer(spec, script);
    this.started.push(container);
    return container;
  }

  /** The latest start of the container with that name. */
  latest(name: string): ScriptedContainer {
    const found = this.started.findLast(({ spec }) => spec.container.name === name);
    if (found === undefined) throw new Error(`no container ${name} was started`);
    return found;
  }
}

function silent() {
  return { write: async () => undefined, endInput: () => undefined, close: () => undefined };
}

function streams(exitCode: number): ContainerStreams {
  return {
    ...silent(),
    stdout: answers([]),
    stderr: answers([]),
    resize: () => undefined,
    exit: Promise.resolve({ exitCode }),
  };
}

async function* answers(texts: readonly string[]): AsyncIterable<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}
