import { useEffect, useRef } from 'react';
import type { LabSessionView } from '../../api-client/views';
import { EndLabButton } from './end-lab-button';
import { ScoreSummary } from './score-summary';
import './lab-complete.css';

/** A quiet celebration: the last chevron is drawn. */
export function LabComplete({ view, onEnd }: { view: LabSessionView; onEnd: () => void }) {
  const card = useRef<HTMLElement>(null);
  // It comes at the top of a text that may be scrolled far down.
  useEffect(() => {
    // Some browsers return a promise here, which an effect must not.
    void card.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }, []);
  return (
    <section ref={card} className="lab-complete" aria-label="Lab complete">
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
      <EndLabButton view={view} look="primary" onEnd={onEnd} />
    </section>
  );
}
