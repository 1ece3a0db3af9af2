import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { readRecording, type TerminalSession } from '@drillyard/terminal';
import { Inject, Injectable } from '@nestjs/common';
import type { Learner } from '../auth/learner.js';
import type { AppConfig } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import { isUuid } from '../http/is-uuid.js';
import { LabEnvironments } from '../lab-sessions/lab-environments.js';
import { requireReady } from '../lab-sessions/lab-session.js';
import { LabSessionAccess } from '../lab-sessions/lab-session-access.js';
import { LabSessionChanges } from '../lab-sessions/lab-session-changes.js';
import { RequestError } from '../request-error.js';
import { LiveTerminals } from './live-terminals.js';
import type { TerminalView } from './terminal.dto.js';
import { toTerminalView } from './terminal-view.js';
import { type StoredTerminal, TerminalsRepository } from './terminals.repository.js';

/** The size before a browser says its own. */
const initialSize = { cols: 80, rows: 24 };

@Injectable()
export class TerminalsService {
  constructor(
    private readonly access: LabSessionAccess,
    private readonly terminals: TerminalsRepository,
    private readonly live: LiveTerminals,
    private readonly environments: LabEnvironments,
    private readonly changes: LabSessionChanges,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** Opens one more shell in the session's workspace. */
  async open(learner: Learner, labSessionId: string): Promise<TerminalView> {
    const session = await this.access.get(learner, labSessionId);
    requireReady(session);
    const existing = await this.terminals.list(labSessionId);
    const { terminalsPerSessionMax } = this.config;
    if (existing.length >= terminalsPerSessionMax) {
      throw new RequestError(
        'TERMINAL_LIMIT',
        `The session of ${session.lab} has ${terminalsPerSessionMax} terminals, which is all; close one first.`,
      );
    }
    const { workspace, nodeWorkspace, cluster } = await this.environments.get(labSessionId);
    const title = nextTitle(existing);
    const stored = await this.terminals.create({
      ...{ id: randomUUID(), labSessionId, title },
      ...initialSize,
    });
    await this.live.open(stored, workspace).catch(async (error) => {
      await this.live.close(stored);
      throw error;
    });
    // Its shell starts when somebody looks at it.
    if (nodeWorkspace !== undefined && !existing.some(isOnNode)) {
      const onNode = { title: nodeTitle(cluster.node?.name ?? ''), labSessionId };
      await this.terminals.create({ id: randomUUID(), ...onNode, ...initialSize });
    }
    this.changes.publish(labSessionId);
    return toTerminalView(stored);
  }

  async close(learner: Learner, id: string): Promise<void> {
    await this.live.close(await this.#get(learner, id));
  }

  async recording(learner: Learner, id: string): Promise<{ stream: Readable; fileName: string }> {
    const stored = await this.#get(learner, id);
    const text = await readRecording(this.live.recordingFolder(stored)).catch(() => '');
    if (text === '') {
      throw new RequestError('RECORDING_MISSING', `Nothing was recorded of ${stored.title}.`);
    }
    const fileName = `${stored.title.toLowerCase().replaceAll(' ', '-')}-${id.slice(0, 8)}.cast`;
    return { stream: Readable.from([text]), fileName };
  }

  /** The terminal a browser attaches to; after a restart of the server, with a new shell. */
  async attachable(learner: Learner, id: string): Promise<TerminalSession> {
    const stored = await this.#get(learner, id);
    if (stored.state === 'exited') return this.live.openExited(stored);
    const session = await this.access.get(learner, stored.labSessionId);
    requireReady(session);
    const { workspace, nodeWorkspace } = await this.environments.get(stored.labSessionId);
    return this.live.open(stored, isOnNode(stored) ? (nodeWorkspace ?? workspace) : workspace);
  }

  /** Keeps the size for the next shell of this terminal. */
  async keepSize(session: TerminalSession): Promise<void> {
    await this.terminals.saveSize(session.id, { cols: session.cols, rows: session.rows });
  }

  async #get(learner: Learner, id: string): Promise<StoredTerminal> {
    const stored = isUuid(id) ? await this.terminals.findOf(learner.id, id) : undefined;
    if (stored !== undefined) return stored;
    throw new RequestError('TERMINAL_NOT_FOUND', `There is no terminal ${id}; open a new one.`);
  }
}

const nodePrefix = 'node ';

function nodeTitle(name: string): string {
  return `${nodePrefix}${name}`;
}

/** Titles are ours: where a terminal is can be told by it. */
function isOnNode({ title }: Pick<StoredTerminal, 'title'>): boolean {
  return title.startsWith(nodePrefix);
}

function nextTitle(existing: readonly StoredTerminal[]): string {
  const numbers = existing.map(({ title }) => Number(/\d+$/.exec(title)?.[0] ?? 0));
  return `Terminal ${Math.max(0, ...numbers) + 1}`;
}
