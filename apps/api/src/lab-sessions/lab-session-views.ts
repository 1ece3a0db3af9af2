import { instantiateLab } from '@drillyard/lab-spec';
import type { WorkspaceProvider } from '@drillyard/terminal';
import { Inject, Injectable } from '@nestjs/common';
import type { Learner } from '../auth/learner.js';
import type { LabHeading } from '../catalog/lab.dto.js';
import { toLabHeading } from '../catalog/lab-heading.js';
import { labInLanguage } from '../catalog/lab-in-language.js';
import { Labs } from '../catalog/labs.js';
import type { AppConfig, LabSessionPolicy } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import { GradingRepository } from '../grading/grading.repository.js';
import type { GradingRecords } from '../grading/grading-records.js';
import { toTaskViews } from '../grading/task-views.js';
import { RequestError } from '../request-error.js';
import { toTerminalView } from '../terminals/terminal-view.js';
import { TerminalsRepository } from '../terminals/terminals.repository.js';
import { WORKSPACE_PROVIDER } from '../workspaces/workspaces.module.js';
import type { LabSessionView } from './lab-session.dto.js';
import { extensionsLeft, type LabSession } from './lab-session.js';
import { policyOf } from './lab-session-policy.js';
import { LabSessionsRepository } from './lab-sessions.repository.js';

/** Whoever a view is for. */
type Reader = Pick<Learner, 'languages'>;

/** Lab sessions as their learners see them, read from what is stored and from nothing else. */
@Injectable()
export class LabSessionViews {
  constructor(
    private readonly repository: LabSessionsRepository,
    private readonly labs: Labs,
    private readonly grading: GradingRepository,
    private readonly terminals: TerminalsRepository,
    @Inject(WORKSPACE_PROVIDER) private readonly workspaces: WorkspaceProvider,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  async get(id: string, reader: Reader): Promise<LabSessionView> {
    const session = await this.repository.find(id);
    if (session !== undefined) return this.of(session, reader);
    throw new RequestError('LAB_SESSION_NOT_FOUND', `There is no lab session ${id}.`);
  }

  async of(session: LabSession, reader: Reader): Promise<LabSessionView> {
    const [records, terminals] = await Promise.all([
      this.grading.read(session.id),
      this.terminals.list(session.id),
    ]);
    const { id, state, failure, cluster } = session;
    return {
      ...{ id, state, failure, cluster },
      steps: [...session.steps],
      createdAt: session.createdAt.toISOString(),
      readyAt: session.readyAt?.toISOString(),
      endedAt: session.endedAt?.toISOString(),
      expiresAt: session.expiresAt?.toISOString(),
      extensionsLeft: extensionsLeft(session, this.#policy(session)),
      isolation: this.workspaces.isolation,
      terminals: terminals.map(toTerminalView),
      ...this.#content(session, records, reader),
    };
  }

  #policy({ lab }: LabSession): LabSessionPolicy {
    return policyOf(this.labs.find(lab), this.config.labSessions);
  }

  #content(session: LabSession, records: GradingRecords, reader: Reader) {
    const original = this.labs.find(session.lab);
    if (original === undefined) return withdrawn(session.lab);
    const { lab, language } = labInLanguage(original, reader);
    const instance = instantiateLab(lab, session.seed);
    return {
      lab: toLabHeading(lab, language),
      intro: instance.intro ?? lab.description ?? '',
      ...toTaskViews(instance, instantiateLab(original, session.seed), records, language),
    };
  }
}

/** The lab was taken out of the catalogue while somebody was in it. */
function withdrawn(name: string) {
  return {
    lab: {
      name,
      title: name,
      track: '',
      difficulty: 'beginner',
      minutes: 0,
      language: 'en',
      languages: ['en'],
    } satisfies LabHeading,
    intro: 'This lab is no longer in the catalogue.',
    tasks: [],
    score: { points: 0, max: 0, hintCost: 0 },
  };
}
