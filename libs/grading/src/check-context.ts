import type {
  ApiserverTrail,
  AuthorizationTrail,
  ClusterClient,
  NetworkProbe,
} from '@drillyard/cluster';
import type { AnswerValue, ParamValues } from '@drillyard/lab-spec';

/** What a check may look at. It cannot know which provider or sandbox is behind it. */
export interface CheckContext {
  readonly cluster: ClusterClient;
  readonly files: GradedFiles;
  /** The files of the control plane's node; undefined where nobody can see them. */
  readonly nodeFiles: GradedFiles | undefined;
  /** What the learner answered, by the key of the check. */
  readonly answers: ReadonlyMap<string, AnswerValue>;
  readonly params: ParamValues;
  /** A text file of the lab folder, drawn for the learner; undefined where there is none. */
  readonly readLabFile: (path: string) => string | undefined;
  /** Undefined where the cluster cannot tell. */
  readonly authorizations: AuthorizationTrail | undefined;
  /** Undefined where the cluster cannot tell. */
  readonly apiserver: ApiserverTrail | undefined;
  /** Undefined where the cluster's network is what its policies are evaluated for anyway. */
  readonly network: NetworkProbe | undefined;
  /** Undefined where nothing can be run, such as without a workspace. */
  readonly scripts: ScriptRunner | undefined;
  /** On the control plane's node; undefined where there is no shell on it. */
  readonly nodeScripts: ScriptRunner | undefined;
  readonly now: () => Date;
  /** Aborted when nobody waits for the outcome any more. */
  readonly signal: AbortSignal;
}

/** The learner's files, read only; a `WorkspaceFiles` is one. */
export interface GradedFiles {
  /** Undefined where nothing is there. */
  read(path: string, maxBytes?: number): Promise<GradedFile | undefined>;
  /** Calls back when something below `path` may have changed; returns how to stop. */
  watch(path: string, onChange: () => void): () => void;
}
export interface GradedFile {
  readonly content: Uint8Array;
  readonly truncated: boolean;
  /** Permission bits, such as 0o600. */
  readonly mode: number;
  readonly owner: string;
  readonly sizeBytes: number;
}
/** Runs a script as the learner would, confined as the learner is; a `Workspace` is one. */
export interface ScriptRunner {
  run(script: {
    readonly text: string;
    readonly timeoutMs: number;
    readonly signal?: AbortSignal;
  }): Promise<{ readonly exitCode: number | undefined; readonly output: string }>;
}
