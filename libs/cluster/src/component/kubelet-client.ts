/**
 * What an API server asks of the kubelet of a pod's node: the streams behind `kubectl exec`, `attach`,
 * `logs` and `port-forward`. Who reads slowly must slow the writer down: streams are pulled, and a
 * write resolves when there is room for more.
 *
 * Errors: a container that is not there or does not run is a KubeletRefusal with the text and HTTP
 * status a kubelet answers with; anything else is an accident.
 */
export interface KubeletClient {
  exec(container: ContainerRef, request: ExecRequest): Promise<ContainerStreams>;
  attach(container: ContainerRef, request: AttachRequest): Promise<ContainerStreams>;
  /** Bytes as they were written; ends by itself unless `follow` is set. */
  logs(container: ContainerRef, options: LogOptions): Promise<AsyncIterable<Uint8Array>>;
  /** One connection to a port of the pod. Rejects with a KubeletRefusal where nothing listens. */
  portForward(pod: PodRef, port: number): Promise<PortConnection>;
}

export interface PodRef {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** `spec.nodeName`. */
  readonly node: string;
}
export interface ContainerRef extends PodRef {
  /** Of any kind: init, ephemeral or ordinary. */
  readonly container: string;
}

export interface AttachRequest {
  readonly stdin: boolean;
  readonly tty: boolean;
}
export interface ExecRequest extends AttachRequest {
  readonly command: readonly string[];
}

/** A process's streams. Aborting the client's connection must call `close`. */
export interface ContainerStreams {
  /** With a tty everything comes here. */
  readonly stdout: AsyncIterable<Uint8Array>;
  readonly stderr: AsyncIterable<Uint8Array>;
  /** Resolves when more may be written; ignored where there is no stdin. */
  write(bytes: Uint8Array): Promise<void>;
  /** The client sends no more. */
  endInput(): void;
  resize(size: { readonly columns: number; readonly rows: number }): void;
  /** How it ended; the streams are complete by then. */
  readonly exit: Promise<ContainerExit>;
  /** The client is gone: hang up. */
  close(): void;
}
/** An exit code, or why there is none in the words of a container runtime. */
export type ContainerExit = { readonly exitCode: number } | { readonly error: string };

export interface PortConnection {
  readonly output: AsyncIterable<Uint8Array>;
  write(bytes: Uint8Array): Promise<void>;
  endInput(): void;
  close(): void;
}

/** As `v1.PodLogOptions`, read and checked. */
export interface LogOptions {
  readonly follow: boolean;
  readonly previous: boolean;
  readonly timestamps: boolean;
  readonly since?: Date;
  readonly tailLines?: number;
  readonly limitBytes?: number;
  readonly stream?: 'All' | 'Stdout' | 'Stderr';
  readonly signal: AbortSignal;
}

/** What a kubelet answers to a request it cannot carry out, such as 400 and its text. */
export class KubeletRefusal extends Error {
  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}
