import type { LabSessionView } from '../../api-client/views';
import { Button } from '../../ui/button';
import { ScoreSummary } from './score-summary';
import './lab-complete.css';

/** A quiet celebration: the last chevron is drawn. */
export function LabComplete({ view, onEnd }: { view: LabSessionView; onEnd: () => void }) {
  return (
    <section className="lab-complete" aria-label="Lab complete">
      <svg viewBox="0 0 64 32" aria-hidden="true">
        {[6, 20, 34].map((x) => (
          <path key={x} pathLength="1" d={`M${x} 6l10 10-10 10`} />
        ))}
      </svg>
      <h2>Every task is done</h2>
      <p>
        The cluster is yours until the time is up: try to break what you built, the checks will
        tell.
      </p>
      <ScoreSummary view={view} />
      <Button look="primary" onClick={onEnd}>
        End the lab
      </Button>
    </section>
  );
}
