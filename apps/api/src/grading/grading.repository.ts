import type { CheckOutcome } from '@drillyard/grading';
import type { AnswerValue } from '@drillyard/lab-spec';
import { Injectable } from '@nestjs/common';
import { Prisma, PrismaClient } from '../database/generated/client.js';
import { type GradingRecords, taskIdOf } from './grading-records.js';

@Injectable()
export class GradingRepository {
  constructor(private readonly prisma: PrismaClient) {}

  async read(labSessionId: string): Promise<GradingRecords> {
    const where = { labSessionId };
    const [checks, tasks, answers] = await Promise.all([
      this.prisma.checkResult.findMany({ where }),
      this.prisma.taskProgress.findMany({ where }),
      this.prisma.answer.findMany({ where }),
    ]);
    // The JSON columns hold what the methods below wrote.
    return {
      checks: new Map(
        checks.map(({ task, check, outcome, earnedAt }) => [
          `${task}/${check}`,
          {
            outcome: (outcome ?? undefined) as unknown as CheckOutcome | undefined,
            isEarned: earnedAt !== null,
          },
        ]),
      ),
      tasks: new Map(
        tasks.map(({ task, hintsRevealed, solutionRevealedAt }) => [
          task,
          { hintsRevealed, isSolutionRevealed: solutionRevealedAt !== null },
        ]),
      ),
      answers: new Map(
        answers.map(({ task, check, value }) => [`${task}/${check}`, value as AnswerValue]),
      ),
    };
  }

  /**
   * Stores outcomes, and which of the checks are earned from now on; those of a task whose
   * solution the learner has looked at are not.
   */
  async saveOutcomes(
    labSessionId: string,
    outcomes: ReadonlyMap<string, CheckOutcome>,
    earned: ReadonlySet<string>,
    now: Date,
  ): Promise<void> {
    const upserts = [...outcomes].map(([key, outcome]) => {
      const task = taskIdOf(key);
      const check = key.slice(task.length + 1);
      return this.prisma.$executeRaw`
        INSERT INTO check_results (lab_session_id, task, "check", outcome, earned_at, updated_at)
        SELECT ${labSessionId}::uuid, ${task}, ${check}, ${JSON.stringify(outcome)}::jsonb,
          CASE WHEN ${earned.has(key)} AND NOT EXISTS (
            SELECT 1 FROM task_progress
            WHERE lab_session_id = ${labSessionId}::uuid AND task = ${task}
              AND solution_revealed_at IS NOT NULL
          ) THEN ${now}::timestamptz END,
          ${now}::timestamptz
        ON CONFLICT (lab_session_id, task, "check") DO UPDATE SET
          outcome = EXCLUDED.outcome,
          earned_at = COALESCE(check_results.earned_at, EXCLUDED.earned_at),
          updated_at = EXCLUDED.updated_at`;
    });
    await this.prisma.$transaction(upserts);
  }

  /** Forgets what the checks found, and keeps what was earned: the cluster is a new one. */
  async forgetOutcomes(labSessionId: string): Promise<void> {
    await this.prisma.checkResult.updateMany({
      where: { labSessionId },
      data: { outcome: Prisma.DbNull },
    });
  }

  /** Reveals one more hint of the task; false where all of them are revealed. */
  async revealHint(labSessionId: string, task: string, hintsTotal: number): Promise<boolean> {
    const changed = await this.prisma.$executeRaw`
      INSERT INTO task_progress (lab_session_id, task, hints_revealed)
      SELECT ${labSessionId}::uuid, ${task}, 1 WHERE ${hintsTotal}::int > 0
      ON CONFLICT (lab_session_id, task) DO UPDATE
      SET hints_revealed = task_progress.hints_revealed + 1
      WHERE task_progress.hints_revealed < ${hintsTotal}::int`;
    return changed === 1;
  }

  async revealSolution(labSessionId: string, task: string, now: Date): Promise<void> {
    await this.prisma.taskProgress.upsert({
      where: { labSessionId_task: { labSessionId, task } },
      create: { labSessionId, task, solutionRevealedAt: now },
      update: { solutionRevealedAt: now },
    });
  }

  async saveAnswer(
    labSessionId: string,
    checkKey: string,
    value: AnswerValue,
    now: Date,
  ): Promise<void> {
    const task = taskIdOf(checkKey);
    const check = checkKey.slice(task.length + 1);
    const data = { value: value as Prisma.InputJsonValue, answeredAt: now };
    await this.prisma.answer.upsert({
      where: { labSessionId_task_check: { labSessionId, task, check } },
      create: { labSessionId, task, check, ...data },
      update: data,
    });
  }
}
