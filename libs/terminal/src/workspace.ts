import type { Terminal } from './terminal.js';

/** How strongly a learner's processes are kept apart from the host and from each other. */
export type Isolation = 'bubblewrap' | 'unshare' | 'container' | 'none';

/**
 * Where a learner works: a home, tools, a network that reaches the learner's own API server and
 * nothing else. Files live on the host below one folder, so they survive the server's death.
 */
export interface Workspace {
  readonly id: string;
  readonly isolation: Isolation;
  openTerminal(options: OpenTerminalOptions): Promise<Terminal>;
  /** Runs a script to its end, confined exactly as the learner is. */
  run(script: WorkspaceScript): Promise<ScriptResult>;
  /** Files as the learner names them (`~/x`, `/home/learner/x`); never follows a link out of the workspace. */
  readonly files: WorkspaceFiles;
  /** Ends every process of the workspace. The files stay until the provider deletes them. */
  close(): Promise<void>;
}
export interface OpenTerminalOptions {
  readonly id: string;
  readonly cols: number;
  readonly rows: number;
}
export interface WorkspaceScript {
  /** The text of the script; run by its #! interpreter, bash without one. */
  readonly text: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}
export interface ScriptResult {
  /** Undefined where the script was stopped at its time limit. */
  readonly exitCode: number | undefined;
  /** stdout and stderr as they came, the last 64 KiB. */
  readonly output: string;
}
export interface WorkspaceFiles {
  /** Undefined where nothing is there. Reads at most `maxBytes`, 1 MiB if not given. */
  read(path: string, maxBytes?: number): Promise<WorkspaceFile | undefined>;
  write(path: string, content: Uint8Array | string, mode?: number): Promise<void>;
  /** Calls back when something below `path` may have changed; returns how to stop. */
  watch(path: string, onChange: () => void): () => void;
}
export interface WorkspaceFile {
  readonly content: Uint8Array;
  readonly truncated: boolean;
  /** Permission bits, such as 0o600. */
  readonly mode: number;
  readonly owner: string;
  readonly sizeBytes: number;
}

/** Makes, finds again and removes workspaces. */
export interface WorkspaceProvider {
  readonly isolation: Isolation;
  /** Creates the workspace or takes up the one with this id again. */
  open(request: WorkspaceRequest): Promise<Workspace>;
  delete(id: string): Promise<void>;
  list(): Promise<string[]>;
  close(): Promise<void>;
}
export interface WorkspaceRequest {
  /** A DNS label. */
  readonly id: string;
  /** Name the learner sees in the prompt, such as `workstation`. */
  readonly hostname: string;
  /** Asked once the workspace's network exists; serves the API server inside it. */
  readonly connect: WorkspaceConnector;
  /**
   * What the workstation reaches beyond its cluster, as `example.com:443`; nothing if not given.
   * Only where workstations are containers.
   */
  readonly egress?: readonly string[] | undefined;
  /**
   * Folders of a node of the cluster: the workspace is a shell on that node then, whose user is
   * called root and may write in them. Needs a sandbox.
   */
  readonly nodeFolders?: readonly NodeFolderView[];
  /** Of a node: what its shell knows besides the programs of this machine. Needs a sandbox. */
  readonly nodeCommands?: NodeCommandView;
}
/** Commands that somebody outside the workspace carries out. */
export interface NodeCommandView {
  /** Scripts by name, found before all other programs; they ask the port. */
  readonly programs: readonly { readonly name: string; readonly text: string }[];
  /** On the workspace's own loopback interface. */
  readonly port: number;
  serve(listener: import('node:net').Server): void;
}
/** A folder of this host, and the place at which a node's shell shows it. */
export interface NodeFolderView {
  readonly source: string;
  readonly target: string;
}
/**
 * Joins a workspace with its cluster. A sandbox opens `listener` inside its own network at
 * `endpoint` (controlplane:6443) and hands it over; without a sandbox `listener` is undefined and
 * the learner uses the host's own address, which is returned.
 */
export interface WorkspaceConnector {
  /** Name and port at which the sandbox offers the API server. */
  readonly endpoint: { readonly host: string; readonly port: number };
  /** `reopen` opens the listener again after it was closed. */
  serve(
    listener: import('node:net').Server,
    reopen?: () => Promise<import('node:net').Server>,
  ): void;
  /** The kubeconfig to be put at ~/.kube/config, for the address at which the API is reached. */
  kubeconfig(at: { readonly host: string; readonly port: number }): Promise<string>;
  /** Where the API listens on the host. */
  readonly hostEndpoint: { readonly host: string; readonly port: number };
  /** Where the nodes of the cluster are containers: their names, that with the API server first. */
  readonly nodeContainers?: readonly string[] | undefined;
}
