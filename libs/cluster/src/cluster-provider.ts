import type { Server } from 'node:net';
import type { ApiserverTrail } from './apiserver-trail.js';
import type { AuthorizationTrail } from './authorization-trail.js';
import type { Capability } from './capability.js';
import type { ClusterClient } from './cluster-client.js';
import type { NetworkProbe } from './network-probe.js';

/** What a lab session asks for. */
export interface ClusterRequest {
  /** Names everything that is made for it; a DNS label, unique among live clusters. */
  readonly id: string;
  readonly nodes: { readonly controlPlane: number; readonly workers: number };
  /** What the lab needs of it beyond the Kubernetes API. */
  readonly requires?: readonly Capability[];
  /** What its Kubernetes is to be like, where the default will not do. */
  readonly settings?: ClusterSettings | undefined;
  /** Progress in words a learner understands, in order ("Starting the API server"). */
  readonly onProgress?: (step: string) => void;
  /** Told true when it has to wait for room that others have, and false when it has it. */
  readonly onWaiting?: (isWaiting: boolean) => void;
  readonly signal?: AbortSignal;
}

/** How a cluster differs from a default one; a provider that cannot do it refuses to create it. */
export interface ClusterSettings {
  /** The Kubernetes minor, such as `1.35`. */
  readonly kubernetesVersion?: string | undefined;
  readonly featureGates?: Readonly<Record<string, boolean>> | undefined;
  /** Flags of kube-apiserver by their names, without dashes. */
  readonly apiServerArgs?: Readonly<Record<string, string>> | undefined;
  /** Labels of every Node object. */
  readonly nodeLabels?: Readonly<Record<string, string>> | undefined;
  /** Nodes come up without a network, for whoever is to install one. */
  readonly disableDefaultCni?: boolean | undefined;
  /** Whether nodes and pods reach beyond the host; they do not unless it says so. */
  readonly egress?: boolean | undefined;
}

/**
 * Makes, finds again and removes throwaway clusters. One implementation per technology, all held
 * to the suite in `testing/cluster-provider-contract.ts`.
 */
export interface ClusterProvider {
  readonly name: string;
  readonly capabilities: readonly Capability[];

  /**
   * Creates a cluster, or finishes creating the one with this id that an earlier process left
   * half made. When it resolves, the API server answers /readyz and the `default` namespace
   * exists. On failure nothing is left behind and an OperationalError says why.
   */
  create(request: ClusterRequest): Promise<Cluster>;

  /**
   * The running cluster with this id, brought back with all its state if the process that ran it
   * died. Undefined where it never existed or was deleted.
   */
  open(id: string): Promise<Cluster | undefined>;

  /** Removes the cluster and every trace of it. Deleting what does not exist succeeds. */
  delete(id: string): Promise<void>;

  /** The ids of all clusters that exist, healthy or not: what the reaper compares with live sessions. */
  list(): Promise<string[]>;

  /**
   * The ids of clusters that were created or opened here and are gone, whoever removed them.
   * Absent where they live in this process and cannot go alone.
   */
  listLost?(): Promise<string[]>;

  /** How much of it is in use; absent where nothing limits the number of clusters. */
  status?(): ProviderStatus;

  /** While true, nothing is made before somebody asks, and what was is removed. */
  drain?(isDraining: boolean): void;

  /** Stops serving without deleting anything: `open` brings the clusters back. */
  close(): Promise<void>;
}

/** What a provider has, may have, and has yet to make. */
export interface ProviderStatus {
  readonly clusters: Usage;
  readonly memoryBytes: Usage;
  /** Who waits for room, the next one first. */
  readonly waiting: readonly { readonly id: string }[];
  readonly pools: readonly PoolStatus[];
}
export interface Usage {
  readonly used: number;
  readonly max: number;
}
/** Clusters of one shape that nobody has asked for yet. */
export interface PoolStatus {
  readonly nodes: ClusterRequest['nodes'];
  readonly size: number;
  readonly ready: number;
  readonly creating: number;
}

/** A cluster that is up. It says nothing about how it is run. */
export interface Cluster {
  readonly id: string;
  /** The Kubernetes version it serves, such as `v1.36.0`. */
  readonly version: string;
  /** It was there before it was asked for. */
  readonly isPooled?: boolean | undefined;
  /** The grader's client: cluster-admin, never shown to the learner. */
  readonly client: ClusterClient;
  /** Kubeconfig (YAML) of the learner's administrator, for use at `endpoint` of the workspace. */
  learnerKubeconfig(at: WorkspaceEndpoint): Promise<string>;
  /**
   * Serves the API on a listener that the workspace opened inside its own network, the one
   * address a sandboxed learner can reach; `reopen` opens it again after it was closed. Absent where the workspace reaches the cluster itself.
   */
  serveOn?(listener: Server, reopen?: () => Promise<Server>): void;
  /** The control plane's node, where a shell can be had on it (capability `node-shell`). */
  readonly node?: ClusterNode | undefined;
  /** Which authorizer answered lately, where the provider can tell. */
  readonly authorizations?: AuthorizationTrail | undefined;
  /** How the API server was started, where the provider can tell. */
  readonly apiserver?: ApiserverTrail | undefined;
  /** Tries connections where containers have a network of their own. */
  readonly network?: NetworkProbe | undefined;
  /** Where the API server listens on this host: what an unsandboxed workspace uses. */
  readonly hostEndpoint: { readonly host: string; readonly port: number };
  /** Where the cluster is in a container engine: what a workspace that is a container there needs. */
  readonly containers?: ClusterContainers | undefined;
}

/** A cluster's place in a container engine. */
export interface ClusterContainers {
  /** The network of this cluster alone, by name; it goes when the cluster is deleted. */
  readonly network: string;
  /** Where the API server is on that network; its certificate is good for this name too. */
  readonly apiServer: WorkspaceEndpoint;
  /** The containers that are its nodes, the control plane's first. */
  readonly nodes: readonly string[];
}

/** A node a learner may have a shell on. */
export interface ClusterNode {
  readonly name: string;
  /** Folders of this host, and where they are on the node. */
  readonly folders: readonly { readonly source: string; readonly target: string }[];
  readonly files: NodeFileReader;
  /** Commands of its shell that the cluster carries out; absent where the node has them itself. */
  readonly commands?: NodeCommands | undefined;
}

/** What a node's shell knows besides the programs of this machine. */
export interface NodeCommands {
  /** Scripts by the name they are called by; each asks {@link port} on the loopback interface. */
  readonly programs: readonly { readonly name: string; readonly text: string }[];
  readonly port: number;
  /** Answers on a listener in the node's own network, which nobody else reaches. */
  serve(listener: Server): void;
}

/** The files of a node, by the paths they have there, read only. */
export interface NodeFileReader {
  /** Undefined where no regular file is there. Reads at most `maxBytes`, 1 MiB if not given. */
  read(path: string, maxBytes?: number): Promise<NodeFile | undefined>;
  /** Calls back when the file may have changed, come or gone; returns how to stop. */
  watch(path: string, onChange: () => void): () => void;
}
export interface NodeFile {
  readonly content: Uint8Array;
  readonly truncated: boolean;
  /** Permission bits, such as 0o600. */
  readonly mode: number;
  readonly owner: string;
  readonly sizeBytes: number;
}

/** How the API server is reached from where the learner works, e.g. controlplane:6443. */
export interface WorkspaceEndpoint {
  readonly host: string;
  readonly port: number;
}
