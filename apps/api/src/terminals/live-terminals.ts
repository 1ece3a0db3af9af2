import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TerminalRecorder, TerminalSession, type Workspace } from '@drillyard/terminal';
import { terminalCloseCodes } from '@drillyard/terminal-protocol';
import { Inject, Injectable } from '@nestjs/common';
import type { DataFolder } from '../data-folder/data-folder.js';
import { DATA_FOLDER } from '../data-folder/data-folder.module.js';
import { LabSessionChanges } from '../lab-sessions/lab-session-changes.js';
import { LOGGER } from '../log/log.module.js';
import type { Logger } from '../log/logger.js';
import { PromptTimes } from '../operator/prompt-times.js';
import { ExitedTerminal } from './exited-terminal.js';
import { type StoredTerminal, TerminalsRepository } from './terminals.repository.js';

/** The shells that run in this process, and their recordings below the data folder. */
@Injectable()
export class LiveTerminals {
  readonly #live = new Map<string, { labSessionId: string; session: Promise<TerminalSession> }>();

  constructor(
    private readonly terminals: TerminalsRepository,
    private readonly changes: LabSessionChanges,
    @Inject(DATA_FOLDER) private readonly folder: DataFolder,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly promptTimes: PromptTimes,
  ) {}

  /** The terminal's session; starts its shell where none runs, below what was recorded before. */
  async open(stored: StoredTerminal, workspace: Workspace): Promise<TerminalSession> {
    const live = this.#live.get(stored.id);
    if (live !== undefined) return live.session;
    const session = this.#start(stored, workspace);
    this.#live.set(stored.id, { labSessionId: stored.labSessionId, session });
    session.catch(() => this.#live.delete(stored.id));
    return session;
  }

  /** What is left of a terminal that exited: its recording. */
  openExited(stored: StoredTerminal): TerminalSession {
    const terminal = new ExitedTerminal(stored.id, { exitCode: stored.exitCode ?? 0 });
    const { cols, rows } = stored;
    return new TerminalSession({ terminal, recorder: this.#record(stored), cols, rows });
  }

  /** Hangs one terminal up and forgets it with its recording. */
  async close(stored: StoredTerminal): Promise<void> {
    await this.#hangUp(stored.id, 'the terminal was closed');
    await this.terminals.delete(stored.id);
    await rm(this.recordingFolder(stored), { recursive: true, force: true });
    this.changes.publish(stored.labSessionId);
  }

  /** Hangs up all terminals of a session and forgets them with their recordings. */
  async closeAll(labSessionId: string): Promise<void> {
    const ids = [...this.#live].filter(([, live]) => live.labSessionId === labSessionId);
    await Promise.all(ids.map(([id]) => this.#hangUp(id, 'the lab session ended or was reset')));
    await this.terminals.deleteAll(labSessionId);
    await rm(join(this.folder.recordings, labSessionId), { recursive: true, force: true });
  }

  recordingFolder({ labSessionId, id }: Pick<StoredTerminal, 'labSessionId' | 'id'>): string {
    return join(this.folder.recordings, labSessionId, id);
  }

  /** The server stops: browsers come back by themselves, shells end with their workspace. */
  async detachAll(): Promise<void> {
    const all = [...this.#live.values()];
    this.#live.clear();
    for (const { session } of all) {
      const terminal = await session.catch(() => undefined);
      terminal?.dropClient(terminalCloseCodes.shuttingDown, 'the server is shutting down');
    }
  }

  async #start(stored: StoredTerminal, workspace: Workspace): Promise<TerminalSession> {
    const { id, labSessionId, cols, rows } = stored;
    const recorder = this.#record(stored);
    const isNew = recorder.endOffset === 0;
    const terminal = await workspace.openTerminal({ id, cols, rows });
    if (isNew) terminal.onOutput(() => this.promptTimes.promptShown(labSessionId));
    const session = new TerminalSession({
      ...{ terminal, recorder, cols, rows },
      ...(isNew ? {} : { greeting: newShellGreeting }),
    });
    session.onExit(({ exitCode }) => this.#exited(stored, exitCode));
    return session;
  }

  #record(stored: StoredTerminal): TerminalRecorder {
    const { cols, rows } = stored;
    return new TerminalRecorder({ folder: this.recordingFolder(stored), cols, rows });
  }

  #exited({ id, labSessionId }: StoredTerminal, exitCode: number): void {
    // Not in the list any more: the server hung up, and the terminal may live again.
    if (!this.#live.delete(id)) return;
    this.terminals
      .markExited(id, exitCode)
      .then(() => this.changes.publish(labSessionId))
      .catch((error: unknown) => {
        this.logger.error({ err: error, terminalId: id }, 'the end of a terminal was not stored');
      });
  }

  async #hangUp(id: string, reason: string): Promise<void> {
    const live = this.#live.get(id);
    this.#live.delete(id);
    const session = await live?.session.catch(() => undefined);
    session?.dropClient(terminalCloseCodes.ended, reason);
    await session?.close();
  }
}

/**
 * Leaves what a program on the old screen may have set: the alternate screen, modes, colours. Leaving
 * the alternate screen takes the cursor to where it was saved, so that it is saved first.
 */
const softReset = '\x1b7\x1b[?1049l\x1b[!p\x1b[?2004l\x1b[?1000l\x1b[?1002l\x1b[?1006l';
const newShellGreeting = `${softReset}\r\n\x1b[2m[the server was restarted: this is a new shell]\x1b[0m\r\n`;
