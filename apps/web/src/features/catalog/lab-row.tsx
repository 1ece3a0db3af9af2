import { Link } from 'react-router';
import type { LabSummary } from '../../api-client/views';
import { Icon } from '../../ui/icon';
import { StatusMark } from '../grading/status-mark';
import { textLanguage } from '../language/text-language';
import { progressOf } from './catalog-filter';
import { DifficultyMark } from './difficulty-mark';
import './lab-row.css';

export function LabRow({ lab }: { lab: LabSummary }) {
  return (
    <li className="lab-row">
      <div className="lab-row-what">
        <h3>
          <Link to={`/labs/${lab.name}`} lang={textLanguage(lab, lab, 'title')}>
            {lab.title}
          </Link>
        </h3>
        <p className="lab-row-facts">
          <DifficultyMark difficulty={lab.difficulty} />
          <span className="numeric">
            {lab.timeLimitMinutes === undefined
              ? `${lab.minutes} min`
              : `exam, ${lab.timeLimitMinutes} min`}
          </span>
          <span>{lab.topics.join(', ')}</span>
        </p>
        {!lab.available && (
          <p className="lab-row-unavailable">
            <Icon name="warning" />
            <span>Not on this server: {lab.unavailableReason}</span>
          </p>
        )}
      </div>
      <p className="lab-row-score numeric">
        {lab.bestScore === undefined ? (
          <span className="lab-row-unscored">{lab.points} points</span>
        ) : (
          <>
            <span className="label">Best</span> {lab.bestScore.points}
            <span className="lab-row-unscored">/{lab.bestScore.max}</span>
          </>
        )}
      </p>
      <div className="lab-row-action">
        {lab.liveSessionId && (
          <Link className="button button-primary" to={`/lab-sessions/${lab.liveSessionId}`}>
            Continue<span className="visually-hidden"> {lab.title}</span>
          </Link>
        )}
        {!lab.liveSessionId &&
          (progressOf(lab) === 'done' ? <StatusMark status="passed" /> : <Icon name="chevron" />)}
      </div>
    </li>
  );
}
