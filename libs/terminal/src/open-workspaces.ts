import type { Workspace } from './workspace.js';

/** A workspace that says when it is being closed. */
export interface ClosableWorkspace extends Workspace {
  /** The end that was begun by `close`, if it was. */
  readonly ending: Promise<void> | undefined;
}

/** The workspaces a provider holds open, by id. */
export class OpenWorkspaces<W extends ClosableWorkspace> {
  private readonly opened = new Map<string, Promise<W>>();

  /** Starts it once however many ask; one that is being closed is waited for and started anew. */
  async open(id: string, start: () => Promise<W>): Promise<W> {
    const before = this.opened.get(id);
    const ending = (await before?.catch(() => undefined))?.ending;
    try {
      await ending;
    } finally {
      // One that could not be ended is told of once, and then is made anew.
      if (ending !== undefined) this.forget(id, before);
    }
    const opening = this.opened.get(id) ?? start();
    this.opened.set(id, opening);
    opening.catch(() => this.forget(id, opening));
    return opening;
  }

  /** Closes it if it is open. */
  async close(id: string): Promise<void> {
    const opening = this.opened.get(id);
    const workspace = await opening?.catch(() => undefined);
    try {
      await workspace?.close();
    } finally {
      this.forget(id, opening);
    }
  }

  /** Closes all, also where one of them fails to. @throws what the first of those says. */
  async closeAll(): Promise<void> {
    const ends = await Promise.allSettled([...this.opened.keys()].map((id) => this.close(id)));
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  private forget(id: string, opening: Promise<W> | undefined): void {
    if (this.opened.get(id) === opening) this.opened.delete(id);
  }
}
