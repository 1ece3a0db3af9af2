import type { LabSessionView } from '../../api-client/views';
import { Meter } from '../../ui/meter';
import { useTextLanguage } from '../language/text-language';
import { CheckRow } from './check-row';
import './check-panel.css';

/** Every check of the lab as it stands now; it follows the cluster by itself. */
export function CheckPanel({ view }: { view: LabSessionView }) {
  const langOf = useTextLanguage();
  return (
    <div className="check-panel">
      <header>
        <h2>Checks</h2>
        <p>They follow your cluster by themselves. Open one to see what it saw.</p>
      </header>
      {view.tasks.map((task, index) => (
        <section key={task.id} aria-labelledby={`checks-of-${task.id}`}>
          <header>
            <h3 id={`checks-of-${task.id}`}>
              <span className="check-panel-number">{index + 1}</span>
              <span lang={langOf(task, 'title')}>{task.title}</span>
            </h3>
            {task.points > 0 && (
              <span className="numeric check-panel-points">
                {task.earned}/{task.points}
                <span className="visually-hidden"> points</span>
              </span>
            )}
          </header>
          <Meter value={task.earned} max={task.points} />
          <ul>
            {task.checks.map((check) => (
              <CheckRow key={check.id} check={check} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
