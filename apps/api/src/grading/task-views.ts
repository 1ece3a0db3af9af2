import { type LabScore, scoreLab, type TaskScore } from '@drillyard/grading';
import { answerForm, type Check, type LabInstance, type Task } from '@drillyard/lab-spec';
import { type GradingRecords, toScoredOutcomes, toScoreState } from './grading-records.js';
import { solutionText } from './solution-text.js';
import type { CheckView, ScoreView, TaskView } from './task.dto.js';

/** The tasks and the score as the learner sees them: never a solution or hint not asked for. */
export function toTaskViews(
  instance: LabInstance,
  records: GradingRecords,
): { tasks: TaskView[]; score: ScoreView } {
  const score = scoreLab(instance, toScoreState(records), toScoredOutcomes(records));
  const byTask = new Map(score.tasks.map((task) => [task.taskId, task]));
  return {
    tasks: instance.tasks.map((task) => toTaskView(instance, task, records, byTask.get(task.id))),
    score: toScoreView(score),
  };
}

function toScoreView({ points, pointsMax, tasks }: LabScore): ScoreView {
  const hintCost = tasks.reduce((sum, task) => sum + task.hintCost, 0);
  return { points, max: pointsMax, hintCost };
}

function toTaskView(
  instance: LabInstance,
  task: Task,
  records: GradingRecords,
  score: TaskScore | undefined,
): TaskView {
  const record = records.tasks.get(task.id);
  const revealed = task.hints.slice(0, record?.hintsRevealed ?? 0);
  const next = task.hints[revealed.length];
  const checks = task.checks.map((check) => toCheckView(check, records, score));
  return {
    id: task.id,
    title: task.title,
    body: task.body,
    points: task.points,
    earned: score?.points ?? 0,
    state: toState(checks, records, task, score),
    hints: {
      total: task.hints.length,
      revealed: revealed.map(({ text, cost }) => ({ text, cost })),
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

function toCheckView(
  check: Check,
  records: GradingRecords,
  score: TaskScore | undefined,
): CheckView {
  const { name, kind, points, explain, hint, docs, key } = check;
  const outcome = records.checks.get(key)?.outcome;
  const answer = records.answers.get(key);
  return {
    ...{ name, kind, points, explain, hint, docs },
    earned: score?.checks.find((one) => one.key === key)?.isEarned ?? false,
    outcome:
      outcome?.status === 'failed'
        ? { ...outcome, evidence: [...outcome.evidence] }
        : (outcome ?? { status: 'pending' }),
    ...(check.kind === 'answer' && { question: toQuestion(check) }),
    ...(answer !== undefined && { answer: typeof answer === 'object' ? [...answer] : answer }),
  };
}

function toQuestion(check: Extract<Check, { kind: 'answer' }>): CheckView['question'] {
  const { kind, question, options } = answerForm(check.spec);
  return {
    type: kind,
    prompt: question,
    ...(options.length > 0 && {
      options: options.map(({ id, text }) => ({ value: id, label: text })),
    }),
  };
}
