import type { TaskView } from '../../api-client/views';
import { ConfirmButton } from '../../ui/confirm-button';
import { Markdown } from '../../ui/markdown/markdown';
import type { LabSessionActions } from './use-lab-session-actions';
import './solution.css';

/** The author's solution, after a word about what looking costs. */
export function Solution({ task, actions }: { task: TaskView; actions: LabSessionActions }) {
  if (task.solution !== undefined) {
    return (
      <div className="solution">
        <p className="label">Solution</p>
        <Markdown text={task.solution} />
      </div>
    );
  }
  const forfeited = task.points - task.earned;
  return (
    <ConfirmButton
      look="quiet"
      className="solution-button"
      busy={actions.busy}
      question="Show the solution?"
      consequence={
        <p>
          {forfeited > 0
            ? `You give up the points of this task that you have not earned yet (${forfeited}).`
            : 'You have earned all points of this task; looking costs nothing.'}
        </p>
      }
      confirmLabel="Show it"
      onConfirm={() => actions.revealSolution(task.id)}
    >
      Show the solution
    </ConfirmButton>
  );
}
