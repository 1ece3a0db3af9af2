import type { Cluster } from '@drillyard/cluster';
import {
  type CheckOutcome,
  gradedCluster,
  LabGrader,
  latch,
  noScore,
  sameOutcome,
  scoreLab,
} from '@drillyard/grading';
import type { AnswerValue, LabInstance } from '@drillyard/lab-spec';
import type { Workspace } from '@drillyard/terminal';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock.module.js';
import type { LabSession } from '../lab-sessions/lab-session.js';
import { LabSessionChanges } from '../lab-sessions/lab-session-changes.js';
import { LOGGER } from '../log/log.module.js';
import type { Logger } from '../log/logger.js';
import { BestScoresRepository } from '../progress/best-scores.repository.js';
import { GradingRepository } from './grading.repository.js';
import { toOutcomes, toScoredOutcomes, toScoreState } from './grading-records.js';

/** A session's work being looked at. */
export interface SessionGrader {
  answer(checkKey: string, value: AnswerValue): void;
  /** Looks no more; what was found is stored when this resolves. */
  close(): Promise<void>;
}

/** What a session's checks may look at. */
export interface GradedEnvironment {
  readonly cluster: Cluster;
  readonly workspace: Workspace;
  readonly nodeWorkspace: Workspace | undefined;
}

/** Starts graders and stores what they find. */
@Injectable()
export class SessionGraders {
  constructor(
    private readonly repository: GradingRepository,
    private readonly bestScores: BestScoresRepository,
    private readonly changes: LabSessionChanges,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async start(
    session: LabSession,
    instance: LabInstance,
    { cluster, workspace, nodeWorkspace }: GradedEnvironment,
  ): Promise<SessionGrader> {
    const { answers, checks } = await this.repository.read(session.id);
    const found = new Map<string, CheckOutcome>();
    let storing: Promise<void> | undefined;
    const store = async () => {
      while (found.size > 0) {
        const batch = new Map(found);
        found.clear();
        await this.#store(session, instance, batch).catch((error: unknown) => {
          this.logger.error({ err: error, labSessionId: session.id }, 'outcomes were not stored');
        });
      }
      storing = undefined;
    };
    const grader = new LabGrader({
      instance,
      ...gradedCluster(cluster),
      files: workspace.files,
      scripts: workspace,
      nodeScripts: nodeWorkspace,
      answers,
      onOutcome: ({ check, outcome, previous }) => {
        // After a restart, most checks find what they had found before.
        const before = previous ?? checks.get(check.key)?.outcome;
        if (sameOutcome(before, outcome)) return;
        found.set(check.key, outcome);
        storing ??= Promise.resolve().then(store);
      },
    });
    grader.start();
    return {
      answer: (checkKey, value) => grader.answer(checkKey, value),
      close: async () => {
        await grader.stop();
        await storing;
      },
    };
  }

  async #store(
    session: LabSession,
    instance: LabInstance,
    outcomes: ReadonlyMap<string, CheckOutcome>,
  ): Promise<void> {
    const now = this.clock.now();
    const before = await this.repository.read(session.id);
    const all = new Map([...toOutcomes(before), ...outcomes]);
    const earned = new Set(latch(instance, noScore, all).earned);
    await this.repository.saveOutcomes(
      session.id,
      new Map([...all].filter(([key]) => outcomes.has(key) || earned.has(key))),
      earned,
      now,
    );
    const records = await this.repository.read(session.id);
    const { points, pointsMax } = scoreLab(
      instance,
      toScoreState(records),
      toScoredOutcomes(records),
    );
    await this.bestScores.raise(session.learnerId, session.lab, { points, max: pointsMax }, now);
    this.changes.publish(session.id);
  }
}
