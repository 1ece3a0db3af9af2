import type { KubeList, KubeObject, WatchEvent } from '@drillyard/kube-objects';

/** Names a kind of object on the wire: `{apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role'}`. */
export interface ObjectType {
  readonly apiVersion: string;
  readonly kind: string;
}
export interface ObjectRef extends ObjectType {
  readonly name: string;
  readonly namespace?: string | undefined;
}
export interface ListOptions {
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
}
/** Acts as somebody else (impersonation headers). */
export interface Impersonation {
  readonly user: string;
  readonly groups?: readonly string[];
}
export interface CreateOptions {
  /** Everything is done but keeping the object. */
  readonly dryRun?: boolean;
  readonly as?: Impersonation;
  /** Hears each warning of the answer, as kubectl would print it. */
  readonly onWarning?: (text: string) => void;
}
export interface RawRequest {
  readonly method: string;
  /** Path and query, such as `/apis/apps/v1?timeout=5s`. */
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly as?: Impersonation;
}
/** What somebody proves with who they are: a bearer token, or a certificate with its key (PEM). */
export type ClientCredentials =
  | { readonly token: string }
  | { readonly clientCertificate: string; readonly clientKey: string };
/** Who the API server takes the bearer of credentials to be, or why it takes them for nobody. */
export type Identity =
  | { readonly user: string; readonly groups: readonly string[] }
  | { readonly refused: string };
export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed JSON, or the text where the answer is not JSON. */
  readonly body: unknown;
}

/** A command to run in a container. */
export interface ContainerCommand {
  readonly namespace: string;
  readonly pod: string;
  /** The pod's only one where undefined. */
  readonly container?: string | undefined;
  readonly command: readonly string[];
  /** It is hung up on after so long. */
  readonly timeoutMs: number;
  /** Of stdout and stderr together: it is hung up on when it says more. */
  readonly outputBytesMax: number;
  readonly signal?: AbortSignal;
}
export interface CommandResult {
  /** What it said until it ended or was hung up on. */
  readonly stdout: string;
  readonly stderr: string;
  readonly end: CommandEnd;
}
export type CommandEnd =
  | { readonly exitCode: number }
  /** It was hung up on: it took too long, or said too much. */
  | { readonly exceeded: 'time' | 'output' }
  /** It did not begin, for a reason in the words of the cluster. */
  | { readonly refused: string };

/**
 * The Kubernetes API as the grader and the lab runner use it. Errors: a Status answered by the
 * server is a {@link KubeApiError}; a server that cannot be reached is an OperationalError with
 * code CLUSTER_UNREACHABLE. Kinds are resolved to resources through the server's discovery.
 */
export interface ClusterClient {
  get(ref: ObjectRef): Promise<KubeObject>;
  /** Like get, and undefined where the object, or its kind, does not exist. */
  find(ref: ObjectRef): Promise<KubeObject | undefined>;
  list(type: ObjectType, options?: ListOptions): Promise<KubeList>;
  create(object: KubeObject, options?: CreateOptions): Promise<KubeObject>;
  /** Creates the object or merges it into the one that exists (server-side or emulated). */
  apply(object: KubeObject): Promise<KubeObject>;
  delete(ref: ObjectRef): Promise<void>;
  /** Lists, then watches, reconnecting by itself until the signal aborts; errors end the iteration only when they are final. */
  watch(
    type: ObjectType,
    options: ListOptions & { signal: AbortSignal },
  ): AsyncIterable<WatchEvent>;
  raw(request: RawRequest): Promise<RawResponse>;
  /** Runs a command in a container that runs, as `kubectl exec` does. However it ends is an answer. */
  exec(command: ContainerCommand): Promise<CommandResult>;
  /**
   * Shows somebody's credentials to the API server, over a connection of their own, and asks who
   * that is (a SelfSubjectReview). Credentials the server refuses are an answer, not an error.
   */
  identify(credentials: ClientCredentials): Promise<Identity>;
  /** The certificates the API server shows whoever connects, PEM, its own first; unverified. */
  servedCertificates(): Promise<string>;
  /** The authorities the API server's own certificate is checked against, PEM; undefined: the host's. */
  readonly certificateAuthority: string | undefined;
  close(): Promise<void>;
}
