import type { ScriptResult, Workspace, WorkspaceProvider } from '../workspace.js';

/** What the parts of the workspace contract share: one workspace, and how it is come by. */
export interface WorkspaceSubject {
  provider: WorkspaceProvider;
  workspace: Workspace;
  /** Takes up a workspace with the provider in use. */
  open(id: string): Promise<Workspace>;
  /** Closes the provider and makes another over the same disk. */
  restart(): Promise<void>;
}

/** Ample for any script of the contract. */
export const scriptTimeoutMs = 60_000;

export function runIn(subject: WorkspaceSubject, text: string): Promise<ScriptResult> {
  return subject.workspace.run({ text, timeoutMs: scriptTimeoutMs });
}
