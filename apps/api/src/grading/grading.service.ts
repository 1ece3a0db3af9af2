import {
  answerForm,
  type Check,
  instantiateLab,
  type LabInstance,
  type Task,
} from '@drillyard/lab-spec';
import { Inject, Injectable } from '@nestjs/common';
import type { Learner } from '../auth/learner.js';
import { Labs } from '../catalog/labs.js';
import { CLOCK, type Clock } from '../clock/clock.module.js';
import { LabEnvironments } from '../lab-sessions/lab-environments.js';
import type { LabSessionView } from '../lab-sessions/lab-session.dto.js';
import { requireReady } from '../lab-sessions/lab-session.js';
import { LabSessionAccess } from '../lab-sessions/lab-session-access.js';
import { LabSessionChanges } from '../lab-sessions/lab-session-changes.js';
import { LabSessionViews } from '../lab-sessions/lab-session-views.js';
import { RequestError } from '../request-error.js';
import { GradingRepository } from './grading.repository.js';
import type { AnswerValue } from './task.dto.js';
import { toAnswer } from './to-answer.js';

export interface GivenAnswer {
  readonly labSessionId: string;
  readonly task: string;
  /** The id of the check: its name in the lab's own language. */
  readonly check: string;
  readonly value: AnswerValue;
}

/** What a learner does about grading: hints, solutions, answers. */
@Injectable()
export class GradingService {
  constructor(
    private readonly access: LabSessionAccess,
    private readonly labs: Labs,
    private readonly repository: GradingRepository,
    private readonly environments: LabEnvironments,
    private readonly views: LabSessionViews,
    private readonly changes: LabSessionChanges,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async revealHint(learner: Learner, id: string, taskId: string): Promise<LabSessionView> {
    const { task } = await this.#task(learner, id, taskId);
    if (await this.repository.revealHint(id, taskId, task.hints.length))
      return this.#view(learner, id);
    throw new RequestError(
      'HINT_LIMIT',
      `The task "${task.title}" has no further hint; its solution can be shown.`,
    );
  }

  async revealSolution(learner: Learner, id: string, taskId: string): Promise<LabSessionView> {
    const { task } = await this.#task(learner, id, taskId);
    if (task.solution.length === 0) {
      throw new RequestError(
        'SOLUTION_MISSING',
        `The task "${task.title}" has no solution to show.`,
      );
    }
    await this.repository.revealSolution(id, taskId, this.clock.now());
    return this.#view(learner, id);
  }

  async answer(learner: Learner, given: GivenAnswer): Promise<LabSessionView> {
    const { labSessionId: id } = given;
    const { task } = await this.#task(learner, id, given.task);
    const check = task.checks.find(isQuestion(given.check));
    if (check === undefined) {
      throw new RequestError(
        'CHECK_NOT_FOUND',
        `The task "${task.title}" has no question "${given.check}".`,
      );
    }
    const value = toAnswer(answerForm(check.spec), given.value);
    await this.repository.saveAnswer(id, check.key, value, this.clock.now());
    this.environments.find(id)?.grader.answer(check.key, value);
    return this.#view(learner, id);
  }

  async #task(
    learner: Learner,
    id: string,
    taskId: string,
  ): Promise<{ task: Task; instance: LabInstance }> {
    const session = await this.access.get(learner, id);
    requireReady(session);
    const instance = instantiateLab(this.labs.get(session.lab), session.seed);
    const task = instance.tasks.find((one) => one.id === taskId);
    if (task !== undefined) return { task, instance };
    throw new RequestError('TASK_NOT_FOUND', `The lab ${session.lab} has no task ${taskId}.`);
  }

  #view(learner: Learner, id: string): Promise<LabSessionView> {
    this.changes.publish(id);
    return this.views.get(id, learner);
  }
}

function isQuestion(name: string) {
  return (check: Check): check is Extract<Check, { kind: 'answer' }> =>
    check.kind === 'answer' && check.name === name;
}
