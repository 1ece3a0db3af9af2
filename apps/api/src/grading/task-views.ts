import { type LabScore, scoreLab, type TaskScore } from '@drillyard/grading';
import {
  type AnswerSpec,
  answerForm,
  type Check,
  type LabInstance,
  renderTemplate,
  type Task,
  translatableFields,
} from '@drillyard/lab-spec';
import { namesUntranslated, type ShownIn } from '../catalog/untranslated.js';
import { type GradingRecords, toScoredOutcomes, toScoreState } from './grading-records.js';
import { rewordOutcome } from './reword-outcome.js';
import { solutionText } from './solution-text.js';
import type { CheckView, ScoreView, TaskView } from './task.dto.js';

interface Showing extends ShownIn {
  /** Of the lab in that language. */
  readonly instance: LabInstance;
  readonly original: ReadonlyMap<string, Check>;
  readonly records: GradingRecords;
}

/**
 * The tasks and the score as the learner sees them: never a solution or hint not asked for.
 * @param original of the lab in its own language; keys and scores are the same in both.
 */
export function toTaskViews(
  instance: LabInstance,
  original: LabInstance,
  records: GradingRecords,
  language: string,
): { tasks: TaskView[]; score: ScoreView } {
  const score = scoreLab(instance, toScoreState(records), toScoredOutcomes(records));
  const byTask = new Map(score.tasks.map((task) => [task.taskId, task]));
  const checks = new Map(original.checks.map((check) => [check.key, check]));
  const showing = { instance, original: checks, records, lab: instance.lab, language };
  return {
    tasks: instance.tasks.map((task) => toTaskView(task, showing, byTask.get(task.id))),
    score: toScoreView(score),
  };
}

function toScoreView({ points, pointsMax, tasks }: LabScore): ScoreView {
  const hintCost = tasks.reduce((sum, task) => sum + task.hintCost, 0);
  return { points, max: pointsMax, hintCost };
}

function toTaskView(task: Task, showing: Showing, score: TaskScore | undefined): TaskView {
  const { instance, records } = showing;
  const record = records.tasks.get(task.id);
  const revealed = task.hints.slice(0, record?.hintsRevealed ?? 0);
  const next = task.hints[revealed.length];
  const checks = task.checks.map((check) => toCheckView(check, showing, score));
  return {
    id: task.id,
    title: task.title,
    body: task.body,
    ...namesUntranslated(task, translatableFields.task, showing),
    points: task.points,
    earned: score?.points ?? 0,
    state: toState(checks, records, task, score),
    hints: {
      total: task.hints.length,
      revealed: revealed.map((hint) => ({
        ...{ text: hint.text, cost: hint.cost },
        ...namesUntranslated(hint, translatableFields.hint, showing),
      })),
      ...(next && { nextCost: next.cost }),
    },
    ...(record?.isSolutionRevealed && { solution: solutionText(instance, task) }),
    checks,
  };
}

/** Red again counts before green; what cannot be asked just now stays what it was. */
function toState(
  checks: readonly CheckView[],
  records: GradingRecords,
  task: Task,
  score: TaskScore | undefined,
): TaskView['state'] {
  const wasPassed = (check: Check) => records.checks.get(check.key)?.isEarned ?? false;
  const isRed = (index: number) => checks[index]?.outcome.status === 'failed';
  if (task.checks.some((check, index) => wasPassed(check) && isRed(index))) return 'regressed';
  const isPassing = checks.every(({ outcome }) => outcome.status === 'passed');
  return isPassing || score?.isComplete ? 'passed' : 'open';
}

function toCheckView(check: Check, showing: Showing, score: TaskScore | undefined): CheckView {
  const { records, instance, language, lab } = showing;
  const { name, kind, points, explain, hint, docs, key } = check;
  const outcome = records.checks.get(key)?.outcome;
  const answer = records.answers.get(key);
  const words = { shown: check, original: showing.original.get(key) ?? check, language };
  return {
    id: renderTemplate(key.slice(check.taskId.length + 1), instance.params),
    ...{ name, kind, points, explain, hint, docs },
    ...namesUntranslated(check, translatableFields.check, showing),
    earned: score?.checks.find((one) => one.key === key)?.isEarned ?? false,
    outcome: outcome
      ? rewordOutcome({ ...words, ownLanguage: lab.language }, outcome, answer)
      : { status: 'pending' },
    ...(check.kind === 'answer' && { question: toQuestion(check.spec, showing) }),
    ...(answer !== undefined && { answer: typeof answer === 'object' ? [...answer] : answer }),
  };
}

function toQuestion(spec: AnswerSpec, shownIn: ShownIn): CheckView['question'] {
  const { kind, question } = answerForm(spec);
  const options = (spec.choice ?? spec.choices)?.options ?? [];
  return {
    type: kind,
    prompt: question,
    ...renamed(namesUntranslated(spec, ['question'], shownIn), 'prompt'),
    ...(options.length > 0 && {
      options: options.map((option) => ({
        ...{ value: option.id, label: option.text },
        ...renamed(namesUntranslated(option, ['text'], shownIn), 'label'),
      })),
    }),
  };
}

/** The one text under the name it has in the view. */
function renamed({ untranslated }: { untranslated?: string[] }, field: string) {
  return untranslated === undefined ? {} : { untranslated: [field] };
}
