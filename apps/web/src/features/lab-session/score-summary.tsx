import type { LabSessionView } from '../../api-client/views';
import { formatDuration } from './format-time';
import './score-summary.css';

/** The figures of a session: points, what hints cost, how long it took. */
export function ScoreSummary({ view }: { view: LabSessionView }) {
  const { points, max, hintCost } = view.score;
  const tookMs = durationMs(view);
  return (
    <dl className="score-summary">
      <div>
        <dt className="label">Score</dt>
        <dd>
          {points}
          <small> of {max}</small>
        </dd>
      </div>
      <div>
        <dt className="label">Hints</dt>
        <dd>{hintCost === 0 ? 'none' : `−${hintCost}`}</dd>
      </div>
      {tookMs !== undefined && (
        <div>
          <dt className="label">Time</dt>
          <dd>{formatDuration(tookMs)}</dd>
        </div>
      )}
    </dl>
  );
}

function durationMs({ readyAt, endedAt }: LabSessionView): number | undefined {
  if (readyAt === undefined || endedAt === undefined) return undefined;
  return Date.parse(endedAt) - Date.parse(readyAt);
}
