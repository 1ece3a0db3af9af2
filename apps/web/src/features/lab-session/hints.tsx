import type { TaskView } from '../../api-client/views';
import { Button } from '../../ui/button';
import { Markdown } from '../../ui/markdown/markdown';
import { useTextLanguage } from '../language/text-language';
import type { LabSessionActions } from './use-lab-session-actions';
import './hints.css';

/** One hint at a time; the button says what the next one costs. */
export function Hints({ task, actions }: { task: TaskView; actions: LabSessionActions }) {
  const langOf = useTextLanguage();
  const { total, revealed, nextCost } = task.hints;
  if (total === 0) return null;
  const left = total - revealed.length;
  return (
    <div className="hints">
      {revealed.map((hint, index) => (
        <div key={hint.text} className="hint">
          <p className="label">
            Hint {index + 1} of {total}
            {hint.cost > 0 && ` · −${hint.cost}`}
          </p>
          <Markdown text={hint.text} lang={langOf(hint, 'text')} />
        </div>
      ))}
      {left > 0 && (
        <Button icon="bulb" busy={actions.busy} onClick={() => actions.revealHint(task.id)}>
          {revealed.length === 0 ? 'Hint' : 'Next hint'}
          <span className="hint-cost">{costWords(nextCost ?? 0)}</span>
        </Button>
      )}
    </div>
  );
}

function costWords(cost: number): string {
  if (cost === 0) return 'free';
  return cost === 1 ? 'costs 1 point' : `costs ${cost} points`;
}
