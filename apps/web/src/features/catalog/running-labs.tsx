import type { LabSummary } from '../../api-client/views';
import { LabRow } from './lab-row';
import './running-labs.css';

/** What goes on now, above everything else: nobody should have to look for their own cluster. */
export function RunningLabs({ labs }: { labs: readonly LabSummary[] }) {
  const running = labs.filter(({ liveSessionId }) => liveSessionId !== undefined);
  if (running.length === 0) return null;
  return (
    <section className="running-labs" aria-labelledby="running-labs">
      <h2 id="running-labs" className="label">
        Running now
      </h2>
      <ul>
        {running.map((lab) => (
          <LabRow key={lab.name} lab={lab} />
        ))}
      </ul>
    </section>
  );
}
