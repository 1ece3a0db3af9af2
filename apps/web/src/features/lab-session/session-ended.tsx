import { Link } from 'react-router';
import type { LabSessionView } from '../../api-client/views';
import { Plate } from '../../ui/plate';
import { CheckRow } from '../grading/check-row';
import { StatusMark, UndoneMark } from '../grading/status-mark';
import { useTextLanguage } from '../language/text-language';
import { Recordings } from './recordings';
import { ScoreSummary } from './score-summary';
import { SessionFrame } from './session-frame';
import './session-ended.css';

/** Everything is gone but the score and the recordings. */
export function SessionEnded({ view }: { view: LabSessionView }) {
  const langOf = useTextLanguage();
  const outOfTime =
    view.endedAt !== undefined &&
    view.expiresAt !== undefined &&
    Date.parse(view.endedAt) >= Date.parse(view.expiresAt);
  const complete = view.tasks.every((task) => task.state === 'passed');
  return (
    <SessionFrame>
      <Plate
        label={outOfTime ? 'Time is up' : 'Lab ended'}
        title={complete ? 'Well done' : view.lab.title}
        titleLanguage={complete ? undefined : langOf(view.lab, 'title')}
        actions={
          <>
            <Link className="button button-primary button-large" to="/">
              All labs
            </Link>
            <Link className="button button-large" to={`/labs/${view.lab.name}`}>
              Do it again
            </Link>
          </>
        }
      >
        <p>
          {complete && `${view.lab.title}: every task is done. `}
          The cluster, its files and every process in it are gone. Your score is kept, and what the
          checks saw last.
        </p>
        <ScoreSummary view={view} />
        <ul className="ended-tasks">
          {view.tasks.map((task) => (
            <li key={task.id}>
              <details open={task.state !== 'passed'}>
                <summary>
                  {task.state === 'open' ? <UndoneMark /> : <StatusMark status={task.state} />}
                  <span lang={langOf(task, 'title')}>{task.title}</span>
                  {task.points > 0 && (
                    <span className="numeric">
                      {task.earned}/{task.points}
                    </span>
                  )}
                </summary>
                <ul>
                  {task.checks.map((check) => (
                    <CheckRow key={check.id} check={check} />
                  ))}
                </ul>
              </details>
            </li>
          ))}
        </ul>
        <Recordings view={view} />
      </Plate>
    </SessionFrame>
  );
}
