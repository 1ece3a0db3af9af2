import { useId } from 'react';
import type { Track } from './catalog-filter';
import { LabRow } from './lab-row';
import { trackTitle } from './track-title';
import './track-section.css';

export function TrackSection({ track }: { track: Track }) {
  const id = useId();
  const count = track.labs.length;
  return (
    <section className="track" aria-labelledby={id}>
      <header>
        <h2 id={id}>{trackTitle(track.name)}</h2>
        <p className="label">{count === 1 ? '1 lab' : `${count} labs`}</p>
      </header>
      <ul>
        {track.labs.map((lab) => (
          <LabRow key={lab.name} lab={lab} />
        ))}
      </ul>
    </section>
  );
}
